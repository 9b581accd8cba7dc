import { parseMessageId } from './message-id.ts'

const DAY_MS = 86_400_000

/** How long an id of a foreign client (Segment's, an importer's) is remembered. */
export const FOREIGN_ID_MEMORY_MS = 7 * DAY_MS
/** How long a stream of the SDK is remembered. Its queue drops events after 7 days, so nothing younger can come back. */
export const STREAM_MEMORY_MS = 30 * DAY_MS
/** The most gaps a stream keeps open; beyond it the oldest closes and what was missing there is refused. */
export const MAX_GAPS = 256
/** The largest step a sequence may take at once: a page load does not make more events than this. */
export const MAX_SEQUENCE_JUMP = 10_000

/** What a stream has delivered: everything up to `high`, but for `gaps`. */
interface StreamState {
  high: number
  /** Missing ranges `[from, to]`, ascending, both inclusive. At most `MAX_GAPS`. */
  gaps: [number, number][]
  /** Sequences up to this one are settled: what was still missing there will not be taken any more. */
  floor: number
  /** When it last delivered, epoch ms. */
  at: number
  /** The time of the newest event it delivered, epoch ms. */
  newestAt: number
}

/** Which messages a profile has seen; plain JSON, a fold of its log. */
export interface DedupeState {
  streams: Record<string, StreamState>
  /** Foreign message id → when it was received, epoch ms. */
  foreign: Record<string, number>
}

/**
 * - `new`: never seen; now it is.
 * - `duplicate`: was seen before.
 * - `refused`: can neither be told from a duplicate nor taken: an absurd jump, or a gap that was closed.
 */
export type DedupeResult = 'new' | 'duplicate' | 'refused'

export function createDedupe(): DedupeState {
  return { streams: {}, foreign: {} }
}

/**
 * Says whether a message is new, and remembers it (changes `state`). Exact under any reordering and replay:
 * a watermark and a list of gaps for SDK streams, the id itself for others.
 *
 * @param happenedAt The time of its event, epoch ms, where it has one.
 */
export function rememberMessage(state: DedupeState, id: string, now: number, happenedAt = 0): DedupeResult {
  const parsed = parseMessageId(id)
  if (parsed === null) {
    if (Object.hasOwn(state.foreign, id)) return 'duplicate'
    define(state.foreign, id, now)
    return 'new'
  }
  const known = streamOf(state, parsed.stream)
  const stream = known ?? { high: 0, gaps: [], floor: 0, at: now, newestAt: 0 }
  const result = advanceStream(stream, parsed.sequence)
  if (result === 'new') {
    stream.at = now
    stream.newestAt = Math.max(stream.newestAt, happenedAt)
    if (known === undefined) define(state.streams, parsed.stream, stream)
  }
  return result
}

/** Clients choose these names, and some are members of every object. */
function streamOf({ streams }: DedupeState, name: string): StreamState | undefined {
  return Object.hasOwn(streams, name) ? streams[name] : undefined
}

/** An assignment to `__proto__` would be lost. */
function define<T>(record: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true })
}

/** The longest that a request is on its way; a larger difference is a clock that was set meanwhile. */
const MAX_TRANSIT_MS = 30_000

/**
 * The time of an event, put right by its place in its stream. Each request corrects the client's clock by its own way
 * through the network, so that the events of two requests could change places by the difference: what a stream says
 * later did not happen earlier. Ask before the message is remembered.
 */
export function timeInStream(
  state: DedupeState,
  { id, at }: { readonly id: string; readonly at: number },
): number {
  const parsed = parseMessageId(id)
  const stream = parsed && streamOf(state, parsed.stream)
  if (!stream || parsed.sequence < stream.high || stream.newestAt - at > MAX_TRANSIT_MS) return at
  return Math.max(at, stream.newestAt)
}

function advanceStream(stream: StreamState, sequence: number): DedupeResult {
  if (sequence > stream.high) {
    if (sequence > stream.high + MAX_SEQUENCE_JUMP) return 'refused'
    if (sequence > stream.high + 1) openGap(stream, stream.high + 1, sequence - 1)
    stream.high = sequence
    return 'new'
  }
  const index = stream.gaps.findIndex(([from, to]) => from <= sequence && sequence <= to)
  if (index === -1) return sequence <= stream.floor ? 'refused' : 'duplicate'
  const [from, to] = stream.gaps[index]!
  const rest: [number, number][] = []
  if (from < sequence) rest.push([from, sequence - 1])
  if (sequence < to) rest.push([sequence + 1, to])
  stream.gaps.splice(index, 1, ...rest)
  capGaps(stream)
  return 'new'
}

function openGap(stream: StreamState, from: number, to: number): void {
  stream.gaps.push([from, to])
  capGaps(stream)
}

function capGaps(stream: StreamState): void {
  while (stream.gaps.length > MAX_GAPS) stream.floor = stream.gaps.shift()![1]
}

/** How many messages of the remembered streams never arrived: measurable loss. */
export function countMissing(state: DedupeState): number {
  let missing = 0
  for (const { gaps } of Object.values(state.streams)) for (const [from, to] of gaps) missing += to - from + 1
  return missing
}

/** Forgets what is older than its memory (changes `state`). */
export function forgetOldMessages(state: DedupeState, now: number): void {
  for (const [stream, { at }] of Object.entries(state.streams)) {
    if (at <= now - STREAM_MEMORY_MS) delete state.streams[stream]
  }
  for (const [id, at] of Object.entries(state.foreign)) {
    if (at <= now - FOREIGN_ID_MEMORY_MS) delete state.foreign[id]
  }
}
