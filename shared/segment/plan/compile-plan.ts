import type { Json, JsonObject } from '../../json.ts'
import type { Condition } from '../condition.ts'
import { canonicalJson } from '../../canonical-json.ts'
import { contentHash } from '../content-hash.ts'
import type { Leaf } from '../leaf/leaf.ts'
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
import { lowerCondition } from './lower-condition.ts'
import type { Lowering } from './lowering.ts'
import type {
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
  readonly node: GateNode | NotNode | HistoryNode | ProfileNode | TenureNode | WatchNode
  readonly parents: number[]
  readonly segments: number[]
  readonly supports: number[]
}

/**
 * Compiles the segments of a release, once. Equal conditions become one node, whatever segments they stand in.
 *
 * @param remembering The segments whose memberships are remembered; those that have to be, where nothing is said.
 * @throws When a segment refers to one that is not there or to itself: `validateSegments` says so before.
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

  /** The node that comes next reads a path of the profile. */
  const readsProfile = (path: string) => {
    const [namespace = '', member = ''] = path.split('.')
    const members = profile.get(namespace) ?? new Map<string, number[]>()
    profile.set(namespace, members)
    const readers = members.get(member) ?? []
    members.set(member, readers)
    readers.push(drafts.length)
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
    const timezone = segment.timezone ?? options.timezone
    const alone = (when: Condition) =>
      compilePlan([{ schema: 'segment/1', id: 'alone', name: 'Alone', when }], { ...options, timezone })
    const plan = { ...lowering, timezone, alone }
    const node = lowerCondition(segment.when, plan)
    if (remembering.has(id)) {
      const exit = segment.exit?.when ? lowerCondition(segment.exit.when, plan) : null
      const index = segments.indexOf(segment)
      const watch = add(`watch ${id}`, () => ({ type: 'watch', segment: index }))
      memories.set(id, { hash: hashOfSegment(segment, segmentsById), exit, stay: stayOf(segment), watch })
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
        const node = drafts.length
        nodeOfHash.set(hash, node)
        subscriptions.push(...leaf.matches.map((match, role) => ({ node, role: 1 << role, match })))
        return { type: 'history', hash, leaf }
      })
    },
    guard(leaf, guard) {
      guarded.set(leaf, guard)
      return leaf
    },
    profile(path, condition) {
      return add(`profile ${path} ${canonicalJson(condition)}`, () => {
        readsProfile(path)
        return {
          type: 'profile',
          path,
          read: compilePath(path),
          test: compileCondition(condition),
          needsValue: false,
        }
      })
    },
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
  for (const [index, { node }] of drafts.entries()) {
    const children = node.type === 'gate' ? node.children : node.type === 'not' ? [node.child] : []
    for (const child of children) drafts[child]?.parents.push(index)
  }

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
  return {
    hash: contentHash(JSON.stringify([options.timezone, segments.map(rulesOf)])),
    options,
    segments: planned,
    nodes,
    nodeOf,
    nodeOfHash,
    events: createEventIndex(subscriptions),
    guarded,
    remembering: [...memories.keys()].map((id) => segments.findIndex((segment) => segment.id === id)),
    tenures: tenuresBySegment(nodes),
    heeded: new Set([
      ...[...guarded].flatMap(([leaf, guard]) => [
        leaf,
        ...(guard.type === 'node' ? leavesOf([guard.node]) : []),
      ]),
      ...planned.flatMap(({ memory, leaves }) => (memory ? leaves : [])),
    ]),
    profile,
    untouched: createCircuit(nodes, (node, circuit) => {
      if (node.type === 'watch') return FALSE
      if (node.type === 'tenure')
        return truthOf(circuit, node.rule) === UNKNOWN ? UNKNOWN : node.is === 'out' ? TRUE : FALSE
      if (node.type === 'history') return node.leaf.untouched
      if (node.type === 'profile' && node.needsValue) return UNKNOWN
      // No operator over time holds for a missing value, so any clock will do.
      return node.type === 'profile' && node.test.holds(null, 0) ? TRUE : FALSE
    }),
    anonymous: createCircuit(nodes, (node) => {
      if (node.type === 'watch') return FALSE
      if (node.type !== 'profile' || node.needsValue || needsHistory(node.path)) return UNKNOWN
      return node.test.holds(null, 0) ? TRUE : FALSE
    }),
  }
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
    const below =
      node?.type === 'gate'
        ? node.children
        : node?.type === 'not'
          ? [node.child]
          : node?.type === 'tenure'
            ? rootsOf(node)
            : []
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

/** Of a segment's rules and of those of all that it rests on. */
function hashOfSegment(segment: Segment, byId: ReadonlyMap<string, Segment>): string {
  const wanted = new Set([segment.id])
  // A set that grows while it is walked.
  for (const id of wanted) {
    const one = byId.get(id)
    if (one) for (const reference of referencesOfSegment(one)) wanted.add(reference)
  }
  return contentHash(canonicalJson([...wanted].map((id) => rulesOf(byId.get(id)))))
}

/** All of a segment that decides memberships. Rules are JSON; their types only lack the index signature that says so. */
function rulesOf(segment: Segment | undefined): Json {
  if (!segment) return null
  const { id, when, exit = null, reentry = null, timezone = null } = segment
  return [id, timezone, when as unknown as Json, exit as unknown as Json, reentry]
}

/** Where the unit stands that hashing puts into buckets; it is fixed when a profile is born. */
const UNIT_PATH = 'identity.unit'

/** What is known only of a profile, not of a request. */
function needsHistory(path: string): boolean {
  return path === 'traits' || path.startsWith('traits.')
}
