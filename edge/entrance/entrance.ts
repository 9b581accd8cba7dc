import { DurableObject } from 'cloudflare:workers'
import * as v from 'valibot'
import type { WatchMessage } from '../../shared/event/index.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log-failure.ts'
import { layoutOf, migrate } from '../object/layout.ts'
import { LAYOUTS } from './layouts.ts'
import { addOutcomes, type Outcomes } from './outcomes.ts'
import type { Report, Watch } from './report.ts'

/** How long an isolate goes on showing what comes after it was last told that somebody watches. */
const LEASE_MS = 30_000
/** At most so many reports a second, whatever the number of isolates. */
const REPORTS_PER_SECOND = 40
const SOONEST_MS = 250
const LATEST_MS = 5_000
/** An isolate that said nothing for so long is not counted any more. */
const REPORTER_MS = 10_000
/** At most so many calls are shown a second; the others are counted. */
const SHOWN_PER_SECOND = 50

const WatcherMessage = v.object({ type: v.picklist(['pause', 'resume']) })

/** What a socket keeps while the object sleeps. */
interface Attachment {
  readonly isPaused: boolean
}

/**
 * What came to a site and is in no profile's books, counted; and what comes, shown to whoever watches. The isolates that
 * take the site's calls report here behind their answers: no call waits for it.
 */
export class Entrance extends DurableObject<Env> {
  #isEmpty: boolean
  /** Isolate → when it last reported. */
  readonly #reporters = new Map<string, number>()
  #second = 0
  #shownInSecond = 0

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    const layout = layoutOf(ctx.storage.sql)
    this.#isEmpty = layout === 0
    if (layout > 0) ctx.storage.transactionSync(() => migrate(ctx.storage.sql, LAYOUTS))
    // Answered by the platform without waking the object
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  /** Takes what an isolate has to tell, a `Report` as JSON. */
  report(text: string): Watch {
    // `as`: an isolate of ours wrote it
    const report = JSON.parse(text) as Report
    this.#count(report.outcomes)
    const watchers = this.#watchers()
    if (watchers.length === 0) return { forMs: 0, everyMs: SOONEST_MS }
    this.#show(watchers, report)
    return { forMs: LEASE_MS, everyMs: this.#everyMs(report.from) }
  }

  /** What became of what no profile has in its books. */
  outcomes(): Outcomes {
    if (this.#isEmpty) return {}
    const rows = this.ctx.storage.sql.exec<{ value: string }>(
      "SELECT value FROM meta WHERE name = 'outcomes'",
    )
    const [row] = rows.toArray()
    // `as`: #count wrote it
    return row === undefined ? {} : (JSON.parse(row.value) as Outcomes)
  }

  #count(added: Outcomes): void {
    const { sql } = this.ctx.storage
    if (Object.keys(added).length === 0) return
    if (this.#isEmpty) this.ctx.storage.transactionSync(() => migrate(sql, LAYOUTS))
    this.#isEmpty = false
    const outcomes = this.outcomes()
    addOutcomes(outcomes, added)
    // One row, however much is told: rows are the cost
    sql.exec("INSERT OR REPLACE INTO meta (name, value) VALUES ('outcomes', ?)", JSON.stringify(outcomes))
  }

  #show(watchers: readonly WebSocket[], { calls, events, shown }: Report): void {
    if (calls === 0) return
    const now = Date.now()
    const second = Math.floor(now / 1_000)
    if (second !== this.#second) this.#shownInSecond = 0
    this.#second = second
    const some = shown.slice(0, Math.max(0, SHOWN_PER_SECOND - this.#shownInSecond))
    this.#shownInSecond += some.length
    const at = new Date(now).toISOString()
    const message = JSON.stringify({ type: 'seen', at, calls, events, shown: some } satisfies WatchMessage)
    for (const socket of watchers) {
      try {
        socket.send(message)
      } catch (error) {
        logFailure('a watcher could not be told', error)
      }
    }
  }

  #everyMs(from: string): number {
    const now = Date.now()
    this.#reporters.set(from, now)
    for (const [reporter, at] of this.#reporters) if (now - at > REPORTER_MS) this.#reporters.delete(reporter)
    return Math.min(LATEST_MS, Math.max(SOONEST_MS, (this.#reporters.size * 1_000) / REPORTS_PER_SECOND))
  }

  #watchers(): WebSocket[] {
    return this.ctx.getWebSockets().filter(
      (socket) =>
        socket.readyState === WebSocket.OPEN &&
        // `as`: fetch and webSocketMessage wrote it
        !(socket.deserializeAttachment() as Attachment).isPaused,
    )
  }

  /** Lets somebody watch. The Worker has seen to it that they may. */
  override fetch(): Response {
    const { 0: client, 1: server } = new WebSocketPair()
    server.serializeAttachment({ isPaused: false } satisfies Attachment)
    this.ctx.acceptWebSocket(server)
    return new Response(null, { status: 101, webSocket: client })
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const parsed = typeof message === 'string' ? v.safeParse(WatcherMessage, tryParse(message)) : null
    if (parsed?.success !== true) return socket.close(1008, 'not a message of ours')
    socket.serializeAttachment({ isPaused: parsed.output.type === 'pause' } satisfies Attachment)
  }

  /** Completes the closing handshake. */
  override webSocketClose(socket: WebSocket): void {
    socket.close()
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
