import { readFile, writeFile } from 'node:fs/promises'
import { profileName } from '../../edge/identity/profile-name.ts'
import type { ProfileReport } from '../../edge/profile/profile-report.ts'
import type { SiteCounts } from '../../edge/rollup/counts.ts'
import type { InteractResponse, Receipt } from '../../shared/event/index.ts'
import { parseProfileRef } from '../../edge/identity/parse-profile-ref.ts'
import type { Server } from '../support/server.ts'
import { createPost, ConnectionLost, type Post } from './post.ts'

/** Where the Worker is to stop, as `test/edge/faulty-worker` reads it. */
export type StopAt =
  | { readonly moment: string; readonly passes?: number }
  | { readonly call: string; readonly side: 'before' | 'after' }

const STOPPED = 'edgewise stopped at its fault'

export interface Event {
  readonly messageId: string
  readonly [member: string]: unknown
}

type Counts = SiteCounts & { readonly missingShards: readonly number[] }

/** A served Worker that can be stopped at its faults, those who speak to it, and what it acknowledged to them. */
export class Stage {
  readonly server: Server
  readonly #siteFile: string
  readonly #post: Post = createPost(() => false)
  /** By who is meant: the ids of what was acknowledged. */
  readonly acknowledged = new Map<string, Set<string>>()
  /** How many receipts of events without a profile said that they had come before. */
  duplicatesOfNobody = 0
  readonly #pages = new Map<string, string>()

  constructor(server: Server, siteFile: string) {
    this.server = server
    this.#siteFile = siteFile
  }

  /** Kills the server where it comes by a place, in the middle of `act`, and starts it again on its state. */
  async killAt(at: StopAt, act: () => Promise<unknown>): Promise<void> {
    await this.#post(`${this.server.url}/faults/arm`, {}, at)
    const acting = act().catch((error: unknown) => {
      if (!(error instanceof ConnectionLost)) throw error
    })
    await Promise.race([this.server.said(STOPPED), acting.then(() => this.server.said(STOPPED))])
    await this.server.kill()
    await acting
    await this.server.restart()
  }

  /** A server of the site says what users did. */
  async batch(events: readonly (Event & { readonly userId: string })[]): Promise<void> {
    const receipts = await this.#batch(this.server.serverKey, events)
    for (const { userId, messageId } of events) {
      if (isTaken(receipts, messageId)) this.acknowledge(`user:${userId}`, messageId)
    }
  }

  /** Somebody sends events who may not write for the users that they name: they wait at the site. */
  async homeless(events: readonly Event[]): Promise<void> {
    const receipts = await this.#batch(this.server.writeKey, events)
    for (const { status, messageId, reason } of receipts) {
      if (status !== 'quarantined' && status !== 'duplicate')
        throw new Error(`${messageId} was answered ${status}: ${reason ?? ''}`)
      if (status === 'duplicate') this.duplicatesOfNobody += 1
    }
  }

  async #batch(writeKey: string, batch: readonly Event[]): Promise<readonly Receipt[]> {
    // `as`: the edge's own answer
    const { receipts } = (await this.#post(`${this.server.url}/v1/batch`, {}, { writeKey, batch })) as {
      receipts: readonly Receipt[]
    }
    return receipts
  }

  /** A page says what its visitor did. */
  async interact(stream: string, events: readonly Event[]): Promise<void> {
    const body = {
      writeKey: this.server.writeKey,
      anonymousId: this.#pages.get(stream) ?? null,
      stream,
      sentAt: new Date().toISOString(),
      batch: events,
      slots: [],
      consent: { analytics: 'granted', personalization: 'granted' },
    }
    // `as`: the edge's own answer
    const answer = (await this.#post(`${this.server.url}/v1/interact`, {}, body)) as InteractResponse
    if (typeof answer.anonymousId === 'string') this.#pages.set(stream, answer.anonymousId)
    for (const { messageId } of events) {
      if (!isTaken(answer.receipts, messageId)) throw new Error(JSON.stringify(answer.receipts))
      this.acknowledge(this.visitor(stream), messageId)
    }
  }

  /** How the admin API names the visitor of a page. */
  visitor(stream: string): string {
    return `visitor:${this.#pages.get(stream)}`
  }

  acknowledge(ref: string, messageId: string): void {
    this.acknowledged.set(ref, (this.acknowledged.get(ref) ?? new Set()).add(messageId))
  }

  /** Opens the live socket of a page's visitor, and waits for what it is told first. Closes with the server. */
  async open(stream: string): Promise<{ readonly segments: readonly string[] }> {
    const query = new URLSearchParams({ key: this.server.writeKey, id: this.#pages.get(stream) ?? '' })
    const socket = new WebSocket(`${this.server.url.replace('http', 'ws')}/v1/live?${query.toString()}`)
    return new Promise((resolve, reject) => {
      // `as`: the edge wrote it
      socket.onmessage = ({ data }) => resolve(JSON.parse(String(data)) as { segments: string[] })
      socket.onerror = () => reject(new ConnectionLost('/v1/live'))
      socket.onclose = () => reject(new ConnectionLost('/v1/live'))
    })
  }

  /** Publishes the site with something about it changed. The file is what a server that starts publishes. */
  async publish(change: (site: Record<string, unknown>) => Record<string, unknown>): Promise<void> {
    // `as`: a site is an object
    const site = change(JSON.parse(await readFile(this.#siteFile, 'utf8')) as Record<string, unknown>)
    await writeFile(this.#siteFile, JSON.stringify(site))
    await this.admin('PUT', 'release', site)
  }

  async counts(): Promise<Counts> {
    // `as`: the edge's own answer
    return (await this.admin('GET', 'counts')) as Counts
  }

  async report(ref: string): Promise<ProfileReport> {
    // `as`: the edge's own answer
    return (await this.admin('GET', `profiles/${encodeURIComponent(ref)}`)) as ProfileReport
  }

  /** When a profile's object is going to wake, epoch ms; null: not at all. */
  async alarmOf(ref: string): Promise<number | null> {
    const name = await profileName(this.server.site, parseProfileRef(ref))
    const response = await fetch(
      `${this.server.url}/faults/alarm?${new URLSearchParams({ name }).toString()}`,
    )
    // `as`: faulty-worker wrote it
    return (await response.json()) as number | null
  }

  async admin(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.server.url}/api/sites/${this.server.site}/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.server.adminToken}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new ConnectionLost(path, { cause })
    })
    const text = await response.text().catch((cause: unknown) => {
      throw new ConnectionLost(path, { cause })
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }
}

function isTaken(receipts: readonly Receipt[], messageId: string): boolean {
  return receipts.some(
    (receipt) =>
      receipt.messageId === messageId && (receipt.status === 'accepted' || receipt.status === 'duplicate'),
  )
}
