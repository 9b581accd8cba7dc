import type { Json, JsonObject } from '../../json.ts'
import type { Condition } from '../condition.ts'
import { canonicalJson, contentHash } from '../content-hash.ts'
import type { Leaf } from '../leaf/leaf.ts'
import type { Segment } from '../segment.ts'
import { hashV2 } from '../../experiment/index.ts'
import { toText } from '../where/coerce.ts'
import { FALSE, TRUE, UNKNOWN } from '../truth.ts'
import { compileCondition } from '../where/compile-where.ts'
import { compilePath } from '../where/path.ts'
import { createCircuit } from './circuit.ts'
import { createEventIndex, type Subscription } from './event-index.ts'
import { lowerCondition, type Lowering } from './lower-condition.ts'
import type { GateNode, HistoryNode, NotNode, Plan, PlanNode, PlanOptions, ProfileNode } from './plan.ts'

interface DraftNode {
  readonly node: GateNode | NotNode | HistoryNode | ProfileNode
  readonly parents: number[]
  readonly segments: number[]
  readonly supports: number[]
}

/**
 * Compiles the segments of a release, once. Equal conditions become one node, whatever segments they stand in.
 *
 * @throws When a segment refers to one that is not there or to itself: `validateSegments` says so before.
 */
export function compilePlan(segments: readonly Segment[], options: PlanOptions): Plan {
  const drafts: DraftNode[] = []
  const known = new Map<string, number>()
  const nodeOf = new Map<Condition, number>()
  const nodeOfHash = new Map<string, number>()
  const subscriptions: Subscription[] = []
  const profile = new Map<string, Map<string, number[]>>()
  const guarded = new Map<number, number>()

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
  const ruleOf = (id: string): number => {
    const rule = rules.get(id)
    if (rule === 'being compiled') throw new Error(`segment ${id} refers to itself`)
    if (rule !== undefined) return rule
    const segment = segmentsById.get(id)
    if (!segment) throw new Error(`there is no segment ${id}`)
    rules.set(id, 'being compiled')
    const node = lowerCondition(segment.when, { ...lowering, timezone: segment.timezone ?? options.timezone })
    rules.set(id, node)
    return node
  }

  const lowering: Omit<Lowering, 'timezone'> = {
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
    guard(leaf, node) {
      guarded.set(leaf, node)
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
    remember: (condition, node) => nodeOf.set(condition, node),
  }

  for (const [index, segment] of segments.entries()) drafts[ruleOf(segment.id)]?.segments.push(index)
  for (const [index, { node }] of drafts.entries()) {
    const children = node.type === 'gate' ? node.children : node.type === 'not' ? [node.child] : []
    for (const child of children) drafts[child]?.parents.push(index)
  }

  const nodes: PlanNode[] = drafts.map(({ node, ...links }) => ({ ...node, ...links }))
  const planned = segments.map((segment, index) => {
    const node = ruleOf(segment.id)
    const leaves = leavesUnder(nodes, node)
    for (const leaf of leaves) drafts[leaf]?.supports.push(index)
    return { segment, node, leaves }
  })
  return {
    hash: contentHash(
      canonicalJson([
        options.timezone,
        segments.map(({ id, when, timezone = null }) => [id, timezone, when as unknown as Json]),
      ]),
    ),
    options,
    segments: planned,
    nodes,
    nodeOf,
    nodeOfHash,
    events: createEventIndex(subscriptions),
    guarded,
    heeded: new Set([...guarded].flatMap(([leaf, guard]) => [leaf, ...leavesUnder(nodes, guard)])),
    profile,
    untouched: createCircuit(nodes, (node) => {
      if (node.type === 'history') return node.leaf.untouched
      if (node.type === 'profile' && node.needsValue) return UNKNOWN
      // No operator over time holds for a missing value, so any clock will do.
      return node.type === 'profile' && node.test.holds(null, 0) ? TRUE : FALSE
    }),
    anonymous: createCircuit(nodes, (node) => {
      if (node.type !== 'profile' || node.needsValue || needsHistory(node.path)) return UNKNOWN
      return node.test.holds(null, 0) ? TRUE : FALSE
    }),
  }
}

function leavesUnder(nodes: readonly PlanNode[], root: number): number[] {
  const found = new Set([root])
  // A set that grows while it is walked.
  for (const index of found) {
    const node = nodes[index]
    if (node?.type === 'gate') for (const child of node.children) found.add(child)
    else if (node?.type === 'not') found.add(node.child)
  }
  return [...found].filter((index) => nodes[index]?.type === 'history' || nodes[index]?.type === 'profile')
}

/** Where the unit stands that hashing puts into buckets; it is fixed when a profile is born. */
const UNIT_PATH = 'identity.unit'

/** What is known only of a profile, not of a request. */
function needsHistory(path: string): boolean {
  return path === 'traits' || path.startsWith('traits.')
}
