import { exports } from 'cloudflare:workers'
import type { LiveMessage } from '../../../shared/event/index.ts'
import { WRITE_KEY } from './a-site.ts'
import { BASE } from './client.ts'

/** An open page: a live socket, and what it was told. */
export class Page {
  readonly #socket: WebSocket
  readonly #told: LiveMessage[] = []
  readonly #waiting: ((message: LiveMessage) => void)[] = []

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      if (data === 'pong') return
      // `as`: the edge wrote it, and each test asserts on it
      const message = JSON.parse(String(data)) as LiveMessage
      const waiting = this.#waiting.shift()
      if (waiting) waiting(message)
      else this.#told.push(message)
    })
    socket.accept()
  }

  /** Asks for a socket; the answer may be a refusal. */
  static ask(parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const query = new URLSearchParams({ key: WRITE_KEY, ...parameters }).toString()
    return exports.default.fetch(
      new Request(`${BASE}/v1/live?${query}`, { headers: { upgrade: 'websocket', ...headers } }),
    )
  }

  static async open(id: string, parameters: Record<string, string> = {}): Promise<Page> {
    const response = await Page.ask({ id, ...parameters })
    if (response.webSocket === null) throw new Error(`No socket: ${response.status} ${await response.text()}`)
    return new Page(response.webSocket)
  }

  /** The next message: told already, or to come. */
  next(): Promise<LiveMessage> {
    const message = this.#told.shift()
    return message ? Promise.resolve(message) : new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** How many messages came that nobody took. */
  get unread(): number {
    return this.#told.length
  }

  say(message: unknown): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  /** Resolves when the edge has answered a ping: whatever it said before has arrived. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      const onPong = ({ data }: MessageEvent) => {
        if (data !== 'pong') return
        this.#socket.removeEventListener('message', onPong)
        resolve()
      }
      this.#socket.addEventListener('message', onPong)
      this.#socket.send('ping')
    })
  }

  closed(): Promise<CloseEvent> {
    return new Promise((resolve) => this.#socket.addEventListener('close', resolve, { once: true }))
  }

  close(): void {
    this.#socket.close(1000, 'done')
  }
}
