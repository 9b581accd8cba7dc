import { DurableObject } from 'cloudflare:workers'
import type { Receipt, VisitorState } from '../../shared/event/index.ts'
import { readInstant } from '../../shared/experience/read-instant.ts'
import type { PreviewView } from '../../shared/preview/index.ts'
import type { Env } from '../env.ts'
import { nameOfRef } from '../identity/name-of-ref.ts'
import { sha256Hex } from '../identity/profile-name.ts'
import { logFailure } from '../log-failure.ts'
import { LiveSockets } from '../profile/live-sockets.ts'
import type { ProfileMoment } from '../profile/moment.ts'
import { profileObject } from '../profile/profile-object.ts'
import type { OpenPageAsk, PageAsk } from './page-ask.ts'
import { createPreviewKey, randomHex } from './preview-key.ts'
import { IDLE_MS, PreviewSessions, type PreviewSession } from './preview-sessions.ts'
import { previewState } from './preview-state.ts'
import { seenAsNew, seenAsProfile } from './seen-as.ts'
import { ShownSites, type ShownSite } from './shown-sites.ts'

/** A preview, as its site's editors are told of it. Times are ISO 8601. */
export interface Preview extends Omit<PreviewSession, 'createdAt' | 'until' | 'endsAt' | 'version'> {
  readonly createdAt: string
  readonly until: string
  readonly endsAt: string
  /** How many pages look at it, as far as they are connected. */
  readonly pages: number
}

/** What opens a preview: shown this once. */
export interface NewPreview extends Preview {
  readonly code: string
}

export interface PreviewOrder {
  readonly view: PreviewView
  readonly origin: string
  readonly createdBy: string
  readonly lifetimeMs: number
}

/** What became of a call that a page makes in a preview. */
export type PreviewAnswer =
  | { readonly type: 'answer'; readonly answer: string }
  /** It is over, or was never. */
  | { readonly type: 'over' }
  /** It goes on, and what it is to show is not there. */
  | { readonly type: 'nothing'; readonly why: string }

/**
 * The previews of one site: what the draft, or an older release, shows to whomever an editor chose. Nothing that happens
 * in one is kept, no profile is written, and the draft reaches those pages only that hold a key.
 */
export class PreviewRoom extends DurableObject<Env> {
  readonly #site: string
  readonly #sessions: PreviewSessions
  readonly #sockets: LiveSockets<OpenPageAsk>
  readonly #shown: ShownSites

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#site = ctx.id.name ?? ''
    this.#sessions = new PreviewSessions(ctx.storage)
    // Explanations are news, too
    this.#sockets = new LiveSockets(ctx, (state) => state)
    this.#shown = new ShownSites(env, this.#site)
  }

  async begin({ view, origin, createdBy, lifetimeMs }: PreviewOrder): Promise<NewPreview> {
    const now = Date.now()
    const id = randomHex(8)
    const code = `${this.#site}.${randomHex(16)}`
    const codeHash = await sha256Hex(code)
    this.#sessions.begin({ id, codeHash, origin, view, createdBy, endsAt: now + lifetimeMs, now })
    await this.#arm()
    return { ...this.#describe(this.#sessions.byId(id, now)!), code }
  }

  previews(): Preview[] {
    return this.#sessions.list(Date.now()).map((session) => this.#describe(session))
  }

  /** Takes a preview up on a page; answers the key that its calls carry from then on. Null where the code opens nothing. */
  async start(code: string, origin: string): Promise<string | null> {
    const key = createPreviewKey(this.#site)
    const [codeHash, keyHash] = await Promise.all([sha256Hex(code), sha256Hex(key)])
    return this.#sessions.start(codeHash, origin, keyHash, Date.now()) ? key : null
  }

  /** What a page shows, an `InteractResponse` as JSON. */
  async see(
    keyHash: string,
    origin: string,
    ask: string,
    messageIds: readonly string[],
  ): Promise<PreviewAnswer> {
    const session = this.#open(keyHash, origin)
    if (session === null) return { type: 'over' }
    // `as`: the Worker wrote it
    const state = await this.#stateOf(session, JSON.parse(ask) as PageAsk)
    if (typeof state === 'string') return { type: 'nothing', why: state }
    const receipts = messageIds.map((messageId): Receipt => ({ messageId, status: 'accepted' }))
    return { type: 'answer', answer: JSON.stringify({ receipts, ...state }) }
  }

  /** Looks at it otherwise, by its page or by the console. False where it is over. */
  async change(
    who: { readonly keyHash: string; readonly origin: string } | { readonly id: string },
    view: PreviewView,
  ): Promise<boolean> {
    const session =
      'id' in who ? this.#sessions.byId(who.id, Date.now()) : this.#open(who.keyHash, who.origin)
    if (session === null) return false
    this.#sessions.change(session.id, view)
    await this.#tell(session.id)
    return true
  }

  /** False where there was none. */
  end(who: { readonly keyHash: string; readonly origin: string } | { readonly id: string }): boolean {
    const id = 'id' in who ? who.id : this.#open(who.keyHash, who.origin)?.id
    if (id === undefined || !this.#sessions.end(id)) return false
    this.#hangUp(id)
    return true
  }

  /** An edit was kept, or a release was made: open pages are shown what it makes of them. */
  async siteChanged(): Promise<void> {
    this.#sessions.moveOn()
    await this.#tell(null)
  }

  /** Opens a socket for a page in a preview. */
  override async fetch(request: Request): Promise<Response> {
    const header = (name: string): string => decodeURIComponent(request.headers.get(name) ?? '')
    const session = this.#open(header('x-edgewise-key'), header('x-edgewise-origin'))
    if (session === null) return new Response(null, { status: 401 })
    // `as`: the Worker wrote it
    const ask = JSON.parse(header('x-edgewise-ask')) as PageAsk
    const answer = this.#sockets.accept({ ...ask, session: session.id })
    if (answer === null) return new Response(null, { status: 400 })
    this.ctx.waitUntil(this.#tell(session.id))
    return answer
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    if (!this.#sockets.turnPage(socket, message)) {
      socket.close(1008, 'not a message of ours')
      return
    }
    const page = this.#sockets.open().find((open) => open.socket === socket)
    if (page !== undefined) await this.#tell(page.attachment.ask.session)
  }

  /** Completes the closing handshake; without an answer a browser waits for it for seconds. */
  override webSocketClose(socket: WebSocket): void {
    socket.close()
  }

  /** Ends the previews that nobody looks at any more. */
  override async alarm(): Promise<void> {
    const now = Date.now()
    for (const session of this.#sessions.idle(now)) {
      if (now < session.endsAt && this.#pagesOf(session.id) > 0) this.#sessions.prolong(session, now)
      else this.end({ id: session.id })
    }
    await this.#arm()
  }

  #open(keyHash: string, origin: string): PreviewSession | null {
    const now = Date.now()
    const session = this.#sessions.byKey(keyHash, now)
    if (session === null || session.origin !== origin) return null
    // A row a minute is enough to know that somebody looks
    if (session.until < Math.min(session.endsAt, now + IDLE_MS - 60_000)) this.#sessions.prolong(session, now)
    return session
  }

  #pagesOf(id: string): number {
    return this.#sockets.open().filter(({ attachment }) => attachment.ask.session === id).length
  }

  #hangUp(id: string): void {
    for (const { socket, attachment } of this.#sockets.open()) {
      if (attachment.ask.session === id) socket.close(1008, 'this preview was ended')
    }
  }

  /** Tells the open pages of a preview, or of all, what they show now. */
  async #tell(id: string | null): Promise<void> {
    const pages = this.#sockets
      .open()
      .filter(({ attachment }) => id === null || attachment.ask.session === id)
    await Promise.all(
      pages.map(async (page) => {
        const { ask } = page.attachment
        const session = this.#sessions.byId(ask.session, Date.now())
        if (session === null) return
        const state = await this.#stateOf(session, ask)
        if (typeof state !== 'string') this.#sockets.tell([{ ...page, state }])
      }),
    ).catch((error: unknown) => logFailure('a preview could not be told', error))
  }

  /** What a page shows; or why it shows nothing, in words. */
  async #stateOf(session: PreviewSession, ask: PageAsk): Promise<VisitorState | string> {
    const { view, version } = session
    const shown = await this.#shown.show(view)
    if (shown === null) return 'There is neither a valid draft nor this release to show.'
    const { release } = shown
    const at = view.at === undefined ? null : readInstant(view.at, release.site.timezone)
    const seen =
      view.profile === undefined
        ? seenAsNew(
            release,
            {
              facts: ask.facts,
              locale: view.locale,
              traits: view.traits,
              unit: session.id,
              now: at ?? Date.now(),
            },
            ask,
          )
        : await this.#asProfile(view.profile, shown, at, ask)
    if (typeof seen === 'string') return seen
    const { debug, ...state } = seen
    return { ...state, version, ...(debug && { debug: { ...debug, preview: previewState(session, shown) } }) }
  }

  async #asProfile(
    ref: string,
    { release }: ShownSite,
    at: number | null,
    ask: PageAsk,
  ): Promise<VisitorState | string> {
    const { number, hash, site } = release
    const profile = profileObject(this.env, await nameOfRef(this.#site, ref))
    const answer = await profile.momentAt({
      at,
      page: ask.page ?? null,
      release: { type: 'document', release: JSON.stringify({ number, hash, site }) },
    })
    switch (answer.type) {
      case 'moment':
        // `as`: the Profile object wrote it
        return seenAsProfile(JSON.parse(answer.moment) as ProfileMoment, ask)
      case 'before':
        return `Nothing was known of this profile before ${new Date(answer.beginsAt).toISOString()}.`
      case 'nothing':
        return 'There is no such profile any more.'
    }
  }

  #describe(session: PreviewSession): Preview {
    const { createdAt, until, endsAt, version: _, ...rest } = session
    const [created, idle, end] = [createdAt, until, endsAt].map((at) => new Date(at).toISOString())
    return { ...rest, createdAt: created!, until: idle!, endsAt: end!, pages: this.#pagesOf(session.id) }
  }

  async #arm(): Promise<void> {
    const end = this.#sessions.nextEnd()
    if (end === null) await this.ctx.storage.deleteAlarm()
    else await this.ctx.storage.setAlarm(Math.max(end, Date.now() + 1))
  }
}
