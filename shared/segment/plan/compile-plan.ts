import type { Json, JsonObject } from '../../json.ts'
import type { Condition } from '../condition.ts'
import { canonicalJson } from '../../canonical-json.ts'
import { contentHash } from '../content-hash.ts'
import type { Leaf } from '../leaf/leaf.ts'
import type { Match } from '../match.ts'
import type { Segment } from '../segment.ts'
import { hashV2 } from '../../experiment/index.ts'
import { toText } from '../where/coerce.ts'
import { FALSE, TRUE, UNKNOWN } from '../truth.ts'
import { compileCondition } from '../where/compile-where.ts'
import { compilePath } from '../where/path.ts'
import { createCircuit, truthOf } from './circuit.ts'
import { createEventIndex, type Subscription } from './event-index.ts'
import { parseDuration } from '../duration.ts'
import type { Stay } from '../memory/membership.ts'
import { rememberingSegments } from '../memory/remembering-segments.ts'
import { referencesOfSegment } from '../references-of.ts'
import { computedIdOf, computedIn } from './computed-in.ts'
import { lowerCondition } from './lower-condition.ts'
import { canonicalTrait, measureOf } from './lower/lower-computed.ts'
import { plannedSessions } from './planned-sessions.ts'
import type { Lowering } from './lowering.ts'
import type {
  ComputedNode,
  GateNode,
  Guard,
  HistoryNode,
  NotNode,
  Plan,
  PlannedMemory,
  PlannedSegment,
  PlanNode,
  PlanOptions,
  ProfileNode,
  TenureNode,
  WatchNode,
} from './plan.ts'

interface DraftNode {
  readonly node: GateNode | NotNode | HistoryNode | ComputedNode | ProfileNode | TenureNode | WatchNode
  readonly parents: number[]
  readonly segments: number[]
  readonly supports: number[]
}

/**
 * Compiles the segments of a release, once. Equal conditions become one node, whatever segments they stand in.
 *
 * @param remembering The segments whose memberships are remembered; those that have to be, where nothing is said.
 * @throws When a segment refers to one that is not there or to itself, or to a computed trait that is not there:
 * `validateSegments` says so before.
 */
export function compilePlan(
  segments: readonly Segment[],
  options: PlanOptions,
  remembering: ReadonlySet<string> = rememberingSegments(segments),
): Plan {
  const drafts: DraftNode[] = []
  const known = new Map<string, number>()
  const nodeOf = new Map<Condition, number>()
  const nodeOfHash = new Map<string, number>()
  const subscriptions: Subscription[] = []
  const profile = new Map<string, Map<string, number[]>>()
  const guarded = new Map<number, Guard>()

  const add = (key: string, create: () => DraftNode['node']): number => {
    const existing = known.get(key)
    if (existing !== undefined) return existing
    const index = drafts.length
    known.set(key, index)
    drafts.push({ node: create(), parents: [], segments: [], supports: [] })
    return index
  }

  /** The node that comes next keeps what it needs of the events that match. */
  const keepPast = (hash: string, matches: readonly Match[]) => {
    const node = drafts.length
    nodeOfHash.set(hash, node)
    subscriptions.push(...matches.map((match, role) => ({ node, role: 1 << role, match })))
  }

  /** The node that comes next reads a path of the profile. */
  const readsProfile = (path: string) => {
    const [namespace = '', member = ''] = path.split('.')
    const members = profile.get(namespace) ?? new Map<string, number[]>()
    profile.set(namespace, members)
    const readers = members.get(member) ?? []
    members.set(member, readers)
    readers.push(drafts.length)
  }

  const { timezone, computedTraits = [] } = options
  const traitsById = new Map(
    computedTraits.map((trait) => [trait.id, { ...trait, timezone: trait.timezone ?? timezone }]),
  )
  const traitOf = (id: string) => {
    const trait = traitsById.get(id)
    if (!trait) throw new Error(`there is no computed trait ${id}`)
    return trait
  }
  const contentOfTrait = (id: string) => canonicalTrait(traitOf(id))
  const computed = (id: string): number => {
    const hash = contentHash(canonicalJson(contentOfTrait(id)))
    return add(`computed ${hash}`, () => {
      const leaf = measureOf(traitOf(id))
      keepPast(hash, leaf.matches)
      return { type: 'computed', hash, leaf }
    })
  }

  const segmentsById = new Map(segments.map((segment) => [segment.id, segment]))
  const rules = new Map<string, number | 'being compiled'>()
  // In the order of compiling: those first that others rest on.
  const memories = new Map<string, PlannedMemory>()
  const ruleOf = (id: string): number => {
    const rule = rules.get(id)
    if (rule === 'being compiled') throw new Error(`segment ${id} refers to itself`)
    if (rule !== undefined) return rule
    const segment = segmentsById.get(id)
    if (!segment) throw new Error(`there is no segment ${id}`)
    rules.set(id, 'being compiled')
    const zone = segment.timezone ?? timezone
    const alone = (when: Condition) =>
      compilePlan([{ schema: 'segment/1', id: 'alone', name: 'Alone', when }], {
        timezone: zone,
        computedTraits: computedIn(when).map(traitOf),
      })
    const plan = { ...lowering, timezone: zone, alone }
    const node = lowerCondition(segment.when, plan)
    if (remembering.has(id)) {
      const exit = segment.exit?.when ? lowerCondition(segment.exit.when, plan) : null
      const index = segments.indexOf(segment)
      const watch = add(`watch ${id}`, () => ({ type: 'watch', segment: index }))
      memories.set(id, {
        hash: hashOfSegment(segment, segmentsById, contentOfTrait),
        exit,
        stay: stayOf(segment),
        watch,
      })
    }
    rules.set(id, node)
    return node
  }

  const lowering: Omit<Lowering, 'timezone' | 'alone'> = {
    gate(need, children) {
      const [only] = children
      if (need === 1 && children.length === 1 && only !== undefined) return only
      const index = add(`gate ${need} ${children.toSorted((a, b) => a - b).join()}`, () => ({
        type: 'gate',
        need,
        children,
      }))
      return index
    },
    not(child) {
      const node = drafts[child]?.node
      return node?.type === 'not' ? node.child : add(`not ${child}`, () => ({ type: 'not', child }))
    },
    history(content: JsonObject, create: () => Leaf) {
      const hash = contentHash(canonicalJson(content))
      return add(`history ${hash}`, () => {
        const leaf = create()
        keepPast(hash, leaf.matches)
        return { type: 'history', hash, leaf }
      })
    },
    guard(leaf, guard) {
      guarded.set(leaf, guard)
      return leaf
    },
    profile(path, condition) {
      const id = computedIdOf(path)
      const source = id === null ? null : computed(id)
      return add(`profile ${path} ${canonicalJson(condition)}`, () => {
        if (source === null) readsProfile(path)
        return {
          type: 'profile',
          path,
          computed: source,
          read: source === null ? compilePath(path) : compileComputedPath(path),
          test: compileCondition(condition),
          needsValue: false,
        }
      })
    },
    computed: (condition) => [...new Set(computedIn(condition))].toSorted().map(contentOfTrait),
    bucket(seed, [from, to]) {
      return add(`bucket ${JSON.stringify([seed, from, to])}`, () => {
        readsProfile(UNIT_PATH)
        const holds = (unit: Json) => {
          const place = hashV2(seed, toText(unit))
          return place >= from && place < to
        }
        return {
          type: 'profile',
          path: UNIT_PATH,
          computed: null,
          read: compilePath(UNIT_PATH),
          test: { holds },
          needsValue: true,
        }
      })
    },
    segment: ruleOf,
    tenure(id, is, forMs, withinMs) {
      if (!remembering.has(id)) return null
      const segment = segments.findIndex((candidate) => candidate.id === id)
      const rule = ruleOf(id)
      return add(`tenure ${id} ${is} ${forMs} ${withinMs}`, () => ({
        type: 'tenure',
        segment,
        rule,
        is,
        forMs,
        withinMs,
      }))
    },
    remember: (condition, node) => nodeOf.set(condition, node),
  }

  for (const [index, { id }] of segments.entries()) {
    drafts[ruleOf(id)]?.segments.push(index)
    const exit = memories.get(id)?.exit ?? null
    if (exit !== null) drafts[exit]?.segments.push(index)
  }
  // Content may read a trait that no rule does.
  for (const id of traitsById.keys()) computed(id)
  for (const [index, { node }] of drafts.entries())
    for (const child of childrenOf(node)) drafts[child]?.parents.push(index)

  const nodes: PlanNode[] = drafts.map(({ node, ...links }) => ({ ...node, ...links }))
  const rootsOf = (id: string) => {
    const memory = memories.get(id)
    return [
      ruleOf(id),
      ...(memory ? [memory.watch] : []),
      ...(memory && memory.exit !== null ? [memory.exit] : []),
    ]
  }
  const leavesOf = (roots: readonly number[]) =>
    leavesUnder(nodes, roots, (tenure) => rootsOf(segments[tenure.segment]?.id ?? ''))
  const planned = segments.map((segment, index): PlannedSegment => {
    const leaves = leavesOf(rootsOf(segment.id))
    for (const leaf of leaves) drafts[leaf]?.supports.push(index)
    const remembers = leaves.some((leaf) => nodes[leaf]?.type === 'watch' || nodes[leaf]?.type === 'tenure')
    return { segment, node: ruleOf(segment.id), leaves, memory: memories.get(segment.id) ?? null, remembers }
  })
  const heeded = new Set([
    ...[...guarded].flatMap(([leaf, guard]) => [
      leaf,
      ...(guard.type === 'node' ? leavesOf([guard.node]) : []),
    ]),
    ...planned.flatMap(({ memory, leaves }) => (memory ? leaves : [])),
  ])
  const sessionReaders = [...(profile.get('session')?.values() ?? [])].flat()
  return {
    hash: contentHash(
      canonicalJson([
        timezone,
        options.sessions ?? false,
        segments.map(rulesOf),
        [...traitsById.keys()].map(contentOfTrait),
      ]),
    ),
    options,
    segments: planned,
    nodes,
    nodeOf,
    computed: new Map([...traitsById.keys()].map((id) => [id, computed(id)])),
    nodeOfHash,
    events: createEventIndex(subscriptions),
    guarded,
    remembering: [...memories.keys()].map((id) => segments.findIndex((segment) => segment.id === id)),
    tenures: tenuresBySegment(nodes),
    heeded,
    sessions: plannedSessions(nodes, sessionReaders, heeded, options.sessions ?? false),
    profile,
    untouched: createCircuit(nodes, (node, circuit) => {
      if (node.type === 'watch') return FALSE
      if (node.type === 'tenure')
        return truthOf(circuit, node.rule) === UNKNOWN ? UNKNOWN : node.is === 'out' ? TRUE : FALSE
      if (node.type === 'history') return node.leaf.untouched
      if (node.type !== 'profile') return FALSE
      if (node.needsValue) return UNKNOWN
      const source = node.computed === null ? undefined : nodes[node.computed]
      const value = source?.type === 'computed' ? source.leaf.value(source.leaf.create(), 0) : null
      // No operator over time holds for a missing value, so any clock will do.
      return node.test.holds(node.read(value), 0) ? TRUE : FALSE
    }),
    anonymous: createCircuit(nodes, (node) => {
      if (node.type === 'watch') return FALSE
      if (node.type !== 'profile' || node.needsValue || needsHistory(node.path)) return UNKNOWN
      return node.test.holds(null, 0) ? TRUE : FALSE
    }),
  }
}

/** The nodes that a node reads. */
function childrenOf(node: DraftNode['node']): readonly number[] {
  if (node.type === 'gate') return node.children
  if (node.type === 'not') return [node.child]
  return node.type === 'profile' && node.computed !== null ? [node.computed] : []
}

/** What a path `computed.<id>.<rest>` reads of the trait's value. */
function compileComputedPath(path: string): (value: Json) => Json {
  const rest = path.split('.').slice(2)
  return rest.length === 0 ? (value) => value : compilePath(rest.join('.'))
}

/** The leaves under some nodes; a remembered membership is one, and rests on leaves of its own. */
function leavesUnder(
  nodes: readonly PlanNode[],
  roots: readonly number[],
  rootsOf: (tenure: TenureNode) => readonly number[],
): number[] {
  const found = new Set(roots)
  // A set that grows while it is walked.
  for (const index of found) {
    const node = nodes[index]
    const below = node?.type === 'tenure' ? rootsOf(node) : node ? childrenOf(node) : []
    for (const child of below) found.add(child)
  }
  return [...found].filter((index) => nodes[index]?.type !== 'gate' && nodes[index]?.type !== 'not')
}

function tenuresBySegment(nodes: readonly PlanNode[]): Map<number, number[]> {
  const tenures = new Map<number, number[]>()
  for (const [index, node] of nodes.entries()) {
    if (node.type === 'tenure') tenures.set(node.segment, [...(tenures.get(node.segment) ?? []), index])
  }
  return tenures
}

function stayOf({ exit, reentry = 'always' }: Segment): Stay {
  const length = (duration: string | undefined, otherwise: number) =>
    duration === undefined ? otherwise : (parseDuration(duration) ?? otherwise)
  return {
    minStayMs: length(exit?.minStay, 0),
    maxStayMs: length(exit?.maxStay, Infinity),
    cooldownMs: typeof reentry === 'object' ? length(reentry.cooldown, 0) : 0,
    once: reentry === 'once',
  }
}

/** Of a segment's rules and of those of all that it rests on, with the computed traits that they read. */
function hashOfSegment(
  segment: Segment,
  byId: ReadonlyMap<string, Segment>,
  contentOfTrait: (id: string) => JsonObject,
): string {
  const wanted = new Set([segment.id])
  // A set that grows while it is walked.
  for (const id of wanted) {
    const one = byId.get(id)
    if (one) for (const reference of referencesOfSegment(one)) wanted.add(reference)
  }
  const rules = [...wanted].flatMap((id) => byId.get(id) ?? [])
  const traits = new Set(
    rules.flatMap(({ when, exit }) => [when, ...(exit?.when ? [exit.when] : [])].flatMap(computedIn)),
  )
  return contentHash(canonicalJson([rules.map(rulesOf), [...traits].toSorted().map(contentOfTrait)]))
}

/** All of a segment that decides memberships. Rules are JSON; their types only lack the index signature that says so. */
function rulesOf({ id, when, exit, reentry = 'always', timezone = '' }: Segment): Json {
  return [id, timezone, when as unknown as Json, (exit ?? null) as unknown as Json, reentry]
}

/** Where the unit stands that hashing puts into buckets; it is fixed when a profile is born. */
const UNIT_PATH = 'identity.unit'

/** What is known only of a profile, not of a request. */
function needsHistory(path: string): boolean {
  return HISTORY_ROOTS.includes(path.split('.')[0] ?? '')
}

const HISTORY_ROOTS = ['traits', 'computed', 'session']
