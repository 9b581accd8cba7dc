import type { InteractResponse } from '../../../shared/event/index.ts'
import type { Server } from '../../support/server.ts'

/** Where the shop is; its site has to allow it. */
export const SHOP = 'https://shop.example'
const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36'

/** Somebody who visits the shop, with consent or without, as the script would tell it. */
export class Shopper {
  readonly #server: Server
  readonly #consent: 'granted' | 'denied'
  readonly #stream = `stream-of-${crypto.randomUUID().slice(0, 16)}`
  #id: string | null = null
  #sequence = 0

  constructor(server: Server, consent: 'granted' | 'denied' = 'granted') {
    this.#server = server
    this.#consent = consent
  }

  /** Names the profile to the admin API. */
  get key(): string {
    if (this.#id === null) throw new Error('This shopper has not been to the shop')
    return `v:${this.#id.slice(0, 22)}`
  }

  /** An event that has not been sent; `more` takes the place of what it would say. */
  event(name: string, properties: object = {}, more: object = {}): object {
    this.#sequence += 1
    return {
      type: 'track',
      event: name,
      properties,
      messageId: `ew1.${this.#stream}.${this.#sequence}`,
      timestamp: new Date().toISOString(),
      context: { device: { id: this.#stream }, page: { url: 'https://shop.example/boots' } },
      ...more,
    }
  }

  identify(traits: object, userId: string): object {
    return { ...this.event(''), type: 'identify', event: undefined, traits, userId }
  }

  async send(...batch: readonly object[]): Promise<void> {
    const { url, writeKey } = this.#server
    const answer = await fetch(new URL('/v1/interact', url), {
      method: 'POST',
      // of another host than the Worker's, so that the answer carries the id; and of no program
      headers: { 'content-type': 'text/plain', origin: SHOP, 'user-agent': BROWSER },
      body: JSON.stringify({
        writeKey,
        stream: this.#stream,
        sentAt: new Date().toISOString(),
        batch,
        consent: { analytics: this.#consent, personalization: this.#consent },
        ...(this.#id !== null && { anonymousId: this.#id }),
      }),
    })
    if (answer.status !== 200) throw new Error(`The edge answered ${answer.status}: ${await answer.text()}`)
    // `as`: the edge's answer
    const { anonymousId } = (await answer.json()) as InteractResponse
    this.#id = anonymousId ?? this.#id
  }
}
