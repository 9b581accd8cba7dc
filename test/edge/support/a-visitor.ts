import type { InteractResponse } from '../../../shared/event/index.ts'
import type { ProfileReport } from '../../../edge/profile/profile-report.ts'
import { SITE } from './a-site.ts'
import type { Client } from './client.ts'

let streams = 0

/** A stream name that no other test uses. */
export function aStream(): string {
  streams += 1
  return `stream-of-a-test-${String(streams).padStart(4, '0')}-${crypto.randomUUID().slice(0, 8)}`
}

/** A browser with consent: it numbers its messages and keeps its signed id, as the SDK does. */
export class Visitor {
  readonly #client: Client
  readonly stream = aStream()
  id: string | null = null
  #sequence = 0

  readonly #site: string

  constructor(client: Client, site = SITE) {
    this.#client = client
    this.#site = site
  }

  /** Makes a message without sending it. */
  message(
    event: string,
    properties: Record<string, unknown> = {},
    more: Record<string, unknown> = {},
  ): Record<string, unknown> {
    this.#sequence += 1
    const messageId = `ew1.${this.stream}.${this.#sequence}`
    return { type: 'track', event, properties, messageId, timestamp: new Date().toISOString(), ...more }
  }

  /** Sends messages and takes the answer, which must be a 200. */
  async send(batch: readonly unknown[], more: Record<string, unknown> = {}): Promise<InteractResponse> {
    const { status, body } = await this.#client.interact({
      stream: this.stream,
      batch,
      ...(this.#site !== SITE && { writeKey: `ewk_${this.#site}_k` }),
      ...(this.id !== null && { anonymousId: this.id }),
      ...more,
    })
    if (status !== 200) throw new Error(`The edge answered ${status}: ${JSON.stringify(body)}`)
    this.id = body.anonymousId ?? this.id
    return body
  }

  track(event: string, properties: Record<string, unknown> = {}): Promise<InteractResponse> {
    return this.send([this.message(event, properties)])
  }

  async report(): Promise<ProfileReport> {
    const { status, body } = await this.#client.profile(`visitor:${this.id}`, this.#site)
    if (status !== 200) throw new Error(`The edge answered ${status}: ${JSON.stringify(body)}`)
    return body
  }
}
