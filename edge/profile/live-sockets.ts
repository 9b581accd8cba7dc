import * as v from 'valibot'
import { LivePageMessage, type LiveMessage, type VisitorState } from '../../shared/event/index.ts'
import type { Ask } from './ask.ts'
import type { View } from './visitor-state.ts'
import { logFailure } from '../log-failure.ts'

/** What a socket keeps while the object sleeps: what its page wants to know, and what it was told last. */
interface Attachment<A extends Ask> {
  readonly ask: A
  /** A fingerprint of the last state that was sent. */
  readonly told: string
}

/** An open page. */
export interface OpenPage<A extends Ask = Ask> {
  readonly socket: WebSocket
  readonly attachment: Attachment<A>
}

/** An open page and what its visitor sees. */
export interface PageView<A extends Ask = Ask> extends OpenPage<A>, View {}

/** The open pages of a visitor. Sockets hibernate: they outlive the object's memory and cost nothing while idle. */
export class LiveSockets<A extends Ask = Ask> {
  readonly #ctx: DurableObjectState
  readonly #visible: (state: VisitorState) => unknown

  /** @param visible What of a state is news to a page when it differs; a new version of the same is none. */
  constructor(ctx: DurableObjectState, visible: (state: VisitorState) => unknown = withoutVersion) {
    this.#ctx = ctx
    this.#visible = visible
    // Answered by the platform without waking the object
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  /** Takes a new page in; the answer completes the upgrade. Null when it asks for more than a socket remembers. */
  accept(ask: A): Response | null {
    const { 0: client, 1: server } = new WebSocketPair()
    if (!keep(server, { ask, told: '' })) return null
    this.#ctx.acceptWebSocket(server)
    return new Response(null, { status: 101, webSocket: client })
  }

  /** The pages that are open now. */
  open(): OpenPage<A>[] {
    return (
      this.#ctx
        .getWebSockets()
        // One that was told to close stays among them until its page has answered
        .filter(({ readyState }) => readyState === WebSocket.OPEN)
        // `as`: accept and turnPage wrote it
        .map((socket) => ({ socket, attachment: socket.deserializeAttachment() as Attachment<A> }))
    )
  }

  /** What each open page would see now. Sends nothing yet: the change that it shows may not be committed. */
  look(see: (ask: A) => View): PageView<A>[] {
    return this.open().map((page) => ({ ...page, ...see(page.attachment.ask) }))
  }

  /** Sends each page what it sees, where that differs from what it was told. Never throws: what it tells is committed. */
  tell(views: readonly (OpenPage<A> & Pick<View, 'state'>)[]): void {
    for (const { socket, attachment, state } of views) {
      const told = hash(JSON.stringify(this.#visible(state)))
      if (told === attachment.told) continue
      try {
        socket.send(JSON.stringify({ type: 'state', ...state } satisfies LiveMessage))
      } catch (error) {
        logFailure('a page could not be told', error)
        continue
      }
      keep(socket, { ...attachment, told })
    }
  }

  /** Closes every open page's socket. */
  closeAll(reason: string): void {
    for (const socket of this.#ctx.getWebSockets()) socket.close(1000, reason)
  }

  /** Takes a page's word that it moved on; false when the message is none of ours, or more than a socket remembers. */
  turnPage(socket: WebSocket, message: string | ArrayBuffer): boolean {
    const parsed = typeof message === 'string' ? v.safeParse(LivePageMessage, tryParse(message)) : null
    if (!parsed?.success) return false
    // `as`: accept wrote it
    const { ask, told } = socket.deserializeAttachment() as Attachment<A>
    const { page, slots } = parsed.output
    return keep(socket, { ask: { ...ask, page, ...(slots && { slots }) }, told })
  }
}

function withoutVersion(state: VisitorState): unknown {
  const { version: _, debug: __, ...visible } = state
  return visible
}

/** Attaches what a socket is to remember; false when it is more than the platform's 16 KB. */
function keep<A extends Ask>(socket: WebSocket, attachment: Attachment<A>): boolean {
  try {
    socket.serializeAttachment(attachment)
    return true
  } catch {
    return false
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** FNV-1a, 32 bits twice with different starts: enough to see a change. */
function hash(text: string): string {
  let left = 0x811c9dc5
  let right = 0x9dc5811c
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    left = Math.imul(left ^ unit, 0x01000193)
    right = Math.imul(right ^ unit, 0x01000193) + index
  }
  return `${(left >>> 0).toString(36)}${(right >>> 0).toString(36)}`
}
