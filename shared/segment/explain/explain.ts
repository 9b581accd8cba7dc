import type { Json } from '../../json.ts'
import { computedTraits } from '../computed-traits.ts'
import type { Condition } from '../condition.ts'
import type { ConditionExplanation, SegmentExplanation } from '../explanation.ts'
import type { LogReader } from '../log-reader.ts'
import { compileMatch, eventNames } from '../plan/event-match.ts'
import type { Plan } from '../plan/plan.ts'
import { describeCondition, describeSegment } from '../sentence/describe-condition.ts'
import { isSessionEventName } from '../session/session-event.ts'
import { createSessions } from '../session/sessions.ts'
import { eventsOf } from '../session/with-sessions.ts'
import type { SegmentState } from '../state/segment-state.ts'
import { truthOf } from '../plan/circuit.ts'
import { type Runtime, runtimeOf } from '../state/runtime.ts'
import { warmAt } from '../state/warming.ts'
import { truthName, UNKNOWN } from '../truth.ts'
import { compilePath } from '../where/path.ts'
import { pathsOf } from '../where/paths-of.ts'
import { windowSpan } from '../window/window-span.ts'
import { restrictPlan } from './restrict-plan.ts'
import { trace, type Trace } from './trace.ts'

/**
 * Why a profile is, or is not, in a segment: the rule's tree with what was seen, since when, and when it would change.
 * For people, not for every event: it replays the profile's log.
 *
 * @throws When the plan has no such segment.
 */
export function explain(
  plan: Plan,
  state: SegmentState,
  segmentId: string,
  now: number,
  log: LogReader,
): SegmentExplanation {
  const part = restrictPlan(plan, segmentId)
  const [explanation] = explainIn(part, presentOf(plan, state, log), now, log, (id) => id === segmentId)
  if (!explanation) throw new Error(`the plan has no segment ${segmentId}`)
  return explanation
}

/** `explain` of every segment of the plan, by one replay. */
export function explainAll(
  plan: Plan,
  state: SegmentState,
  now: number,
  log: LogReader,
): SegmentExplanation[] {
  return explainIn(plan, presentOf(plan, state, log), now, log, () => true)
}

/** The profile as it is. */
interface Present {
  readonly state: SegmentState
  /** What it knows of itself, where its log does not say all; else null. */
  readonly known: Runtime | null
}

function presentOf(plan: Plan, state: SegmentState, log: LogReader): Present {
  return { state, known: log.wholeAfter === undefined ? null : runtimeOf(plan, state, log) }
}

interface Scene {
  readonly plan: Plan
  readonly traced: Trace
  readonly known: Runtime | null
  readonly now: number
  readonly log: LogReader
  readonly timezone: string
}

function explainIn(
  plan: Plan,
  { state, known }: Present,
  now: number,
  log: LogReader,
  isWanted: (id: string) => boolean,
): SegmentExplanation[] {
  const traced = trace(plan, now, log)
  return plan.segments
    .filter(({ segment }) => isWanted(segment.id))
    .map(({ segment }) => {
      const timezone = segment.timezone ?? plan.options.timezone
      const scene: Scene = { plan, traced, known, now, log, timezone }
      const entered = Object.hasOwn(state.members, segment.id) ? state.members[segment.id] : undefined
      const when = explainCondition(segment.when, scene)
      return {
        segment: segment.id,
        name: segment.name,
        member: entered !== undefined,
        truth: when.truth,
        sentence: describeSegment(segment, plan.options.computedTraits),
        since: entered === undefined ? when.since : toIso(entered),
        changesAt: when.changesAt,
        when,
      }
    })
}

function explainCondition(condition: Condition, scene: Scene): ConditionExplanation {
  const { plan, traced, known, now } = scene
  const node = nodeOf(plan, condition)
  const retold = truthOf(traced.runtime.circuit, node)
  const own = known && nodeOf(known.plan, condition)
  const truth = known && own !== null ? truthOf(known.circuit, own) : retold
  // Told again from a part of the log, a life may have gone another way
  const isSame = truth === retold
  const warm = known && own !== null && 'kind' in condition && truth === UNKNOWN ? warmAt(known, own) : now
  const seen = seenBy(condition, scene)
  const children = childrenOf(condition).map((child) => explainCondition(child, scene))
  return {
    truth: truthName(truth),
    sentence: describeCondition(condition, plan.options.computedTraits),
    ...(seen !== undefined && { seen }),
    since: isSame ? toIso(traced.since.get(node)) : null,
    changesAt: isSame ? toIso(traced.changesAt.get(node)) : null,
    ...(warm > now && { warmingUntil: warm === Infinity ? null : toIso(warm) }),
    ...(children.length > 0 && { children }),
  }
}

function nodeOf(plan: Plan, condition: Condition): number {
  const node = plan.nodeOf.get(condition)
  if (node === undefined) throw new Error('the condition is of another plan')
  return node
}

function childrenOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all
  if ('any' in condition) return condition.any
  if ('atLeast' in condition) return condition.of
  return 'not' in condition ? [condition.not] : []
}

function seenBy(condition: Condition, scene: Scene): Json | undefined {
  const { traced, known, now, log, timezone } = scene
  // What was learned before the log's beginning is still known
  const told = known ?? traced.runtime
  if (!('kind' in condition)) return undefined
  switch (condition.kind) {
    case 'event': {
      const { window, agg = 'count' } = condition
      if (agg !== 'count' || (typeof window === 'object' && 'session' in window))
        return seenByLeaf(condition, scene)
      // Counted anew: the leaf keeps only as many as its threshold needs.
      const { entersAt, leavesAt } = windowSpan(window, timezone)
      const fits = compileMatch(condition)
      const restsOnSessions = eventNames(condition).some(isSessionEventName)
      let count = 0
      for (const { event } of eventsOf(log, restsOnSessions ? createSessions() : null, now)) {
        if (fits(event) && entersAt(event.at) <= now && now < leavesAt(event.at)) count++
      }
      return count
    }
    case 'absence':
    case 'pick':
    case 'sequence':
    case 'asOf':
    case 'score':
      return seenByLeaf(condition, scene)
    case 'bucket':
      return compilePath('identity.unit')(told.view)
    case 'profile': {
      const { plan, view, state } = told
      const visitor = { ...view, computed: computedTraits(plan, state) }
      return Object.fromEntries(pathsOf(condition.where).map((path) => [path, compilePath(path)(visitor)]))
    }
    case 'segment':
      return undefined
  }
}

function seenByLeaf(condition: Condition, { plan, traced, now }: Scene): Json | undefined {
  const node = plan.nodes[plan.nodeOf.get(condition) ?? -1]
  if (node?.type !== 'history') return undefined
  return node.leaf.seen(traced.runtime.state.leaves[node.hash] ?? node.leaf.create(), now)
}

function toIso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}
