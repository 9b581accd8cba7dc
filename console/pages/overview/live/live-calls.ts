import type { SeenCall, WatchMessage } from '../../../../shared/event/index.ts'

/** How many calls are kept to be looked at, and how many seconds of rates. */
const MAX_CALLS = 50
const SECONDS = 60
const RETRY_MS = [1_000, 2_000, 5_000, 15_000]

export type Connection = 'connecting' | 'open' | 'closed'

/** What is seen of a site's calls as they come. */
export interface LiveView {
  readonly connection: Connection
  readonly isPaused: boolean
  /** The newest first. */
  readonly calls: readonly SeenCall[]
  /** Events in each of the last sixty seconds, the present one last. */
  readonly perSecond: readonly number[]
}

interface Options {
  readonly open: () => WebSocket
  readonly now: () => number
}

/** Watches a site's calls while somebody looks; begins again where the connection breaks. */
export class LiveCalls {
  readonly #options: Options
  readonly #listeners = new Set<() => void>()
  #socket: WebSocket | null = null
  #timers: ReturnType<typeof setTimeout>[] = []
  #attempts = 0
  /** Events by the second that they came in. */
  #events = new Map<number, number>()
  #view: LiveView = { connection: 'connecting', isPaused: false, calls: [], perSecond: [] }

  constructor(options: Options) {
    this.#options = options
  }

  readonly view = (): LiveView => this.#view

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) this.#start()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#stop()
    }
  }

  /** Stops what moves, or has it go on; what comes meanwhile is not shown afterwards. */
  readonly pause = (isPaused: boolean): void => {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#tell(isPaused)
    this.#set({ isPaused })
  }

  #start(): void {
    this.#connect()
    const tick = (): void => {
      this.#forget()
      if (!this.#view.isPaused) this.#set({ perSecond: this.#rates() })
      this.#timers[0] = setTimeout(tick, 1_000)
    }
    tick()
  }

  #stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers = []
    const socket = this.#socket
    this.#socket = null
    // browsers complain of a socket that is closed before it was open
    if (socket?.readyState === WebSocket.CONNECTING) socket.addEventListener('open', () => socket.close())
    else socket?.close()
  }

  #connect(): void {
    const socket = this.#options.open()
    this.#socket = socket
    this.#set({ connection: 'connecting' })
    socket.addEventListener('open', () => {
      this.#attempts = 0
      if (this.#view.isPaused) this.#tell(true)
      this.#set({ connection: 'open' })
    })
    socket.addEventListener('message', ({ data }) => {
      // `as`: the Worker's own socket sends texts, each one message, or the answer to a ping
      if (typeof data === 'string' && data.startsWith('{')) this.#take(JSON.parse(data) as WatchMessage)
    })
    socket.addEventListener('close', () => {
      if (this.#socket !== socket) return
      this.#set({ connection: 'closed' })
      const wait = RETRY_MS[Math.min(this.#attempts, RETRY_MS.length - 1)]!
      this.#attempts += 1
      this.#timers[1] = setTimeout(() => this.#connect(), wait)
    })
  }

  #take({ events, shown }: WatchMessage): void {
    const second = Math.floor(this.#options.now() / 1_000)
    this.#events.set(second, (this.#events.get(second) ?? 0) + events)
    if (this.#view.isPaused) return
    const calls = [...shown.toReversed(), ...this.#view.calls].slice(0, MAX_CALLS)
    this.#set({ calls, perSecond: this.#rates() })
  }

  #rates(): number[] {
    const present = Math.floor(this.#options.now() / 1_000)
    return Array.from({ length: SECONDS }, (_, index) => this.#events.get(present - SECONDS + 1 + index) ?? 0)
  }

  #forget(): void {
    const oldest = Math.floor(this.#options.now() / 1_000) - SECONDS
    for (const second of this.#events.keys()) if (second <= oldest) this.#events.delete(second)
  }

  #tell(isPaused: boolean): void {
    this.#socket?.send(JSON.stringify({ type: isPaused ? 'pause' : 'resume' }))
  }

  #set(change: Partial<LiveView>): void {
    this.#view = { ...this.#view, ...change }
    for (const listener of this.#listeners) listener()
  }
}
