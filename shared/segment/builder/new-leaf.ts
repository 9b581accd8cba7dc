import type { Json, JsonObject } from '../../json.ts'
import type { Condition } from '../condition.ts'
import type { Field, Leaf, LeafKind } from './leaf-form.ts'

/** What a new condition asks for until it is filled in: names that a site is likely to have. */
export interface Presets {
  /** An event that the site has. @default 'Page Viewed' */
  readonly event?: string | undefined
  /** Another segment of the site; null: there is none. */
  readonly segment?: string | null
}

/** A condition of a kind, valid as it is, where there is a segment to refer to. */
export function newLeaf(kind: LeafKind, { event = 'Page Viewed', segment = null }: Presets = {}): Leaf {
  switch (kind) {
    case 'event':
      return { kind, event, window: 'P7D', op: { gte: 1 } }
    case 'profile':
      return { kind, where: { 'device.class': 'mobile' } }
    case 'absence':
      return {
        kind,
        after: { event: 'Product Added' },
        none: { event: 'Order Completed' },
        within: 'PT30M',
        activeFor: 'P7D',
      }
    case 'sequence':
      return { kind, steps: [{ event }, { event: 'Order Completed', within: 'P7D' }], completedIn: 'P30D' }
    case 'pick':
      return { kind, pick: 'last', event, has: { channel: 'web' }, window: 'P30D' }
    case 'segment':
      return { kind, id: segment ?? '', is: 'in' }
    case 'asOf':
      return {
        kind,
        anchor: { event: 'Order Completed' },
        window: 'P90D',
        holds: { all: [{ kind: 'event', event, window: 'P14D' }] },
      }
    case 'score':
      return { kind, model: 'churn', op: { gte: 0.7 } }
    case 'bucket':
      return { kind, seed: 'half', range: [0, 0.5] }
  }
}

/** A condition as another kind: what both have stays. */
export function changeKind(condition: Leaf, kind: LeafKind, presets: Presets = {}): Leaf {
  if (condition.kind === kind) return condition
  const fresh = newLeaf(kind, presets)
  const before = eventsOf(condition)
  const kept: Record<string, unknown> = {}
  if ('event' in fresh && before.event !== undefined) kept['event'] = before.event
  if ('event' in fresh && before.where !== undefined) kept['where'] = before.where
  if ('window' in fresh && 'window' in condition) kept['window'] = condition.window
  // `as`: each member that was kept has the same type in both kinds
  return { ...fresh, ...kept } as Leaf
}

function eventsOf(condition: Leaf): { event?: string | string[]; where?: JsonObject | undefined } {
  switch (condition.kind) {
    case 'event':
    case 'pick':
      return condition
    case 'absence':
      return condition.after
    case 'sequence':
      return condition.steps[0] ?? {}
    case 'asOf':
      return condition.anchor
    case 'profile':
    case 'segment':
    case 'score':
    case 'bucket':
      return {}
  }
}

/** What an optional field begins as, when it is asked for. */
export function presetOf(field: Field, { event = 'Page Viewed', segment = null }: Presets = {}): Json {
  switch (field.type) {
    case 'event':
      return event
    case 'where':
      return field.of === 'event' ? { channel: 'web' } : { 'device.class': 'mobile' }
    case 'window':
      return 'P7D'
    case 'duration':
      return 'P7D'
    case 'path':
      return 'properties.id'
    case 'aggregation':
      return { sum: 'properties.revenue' }
    case 'comparison':
      return field.unit === 'times' ? { gte: 2 } : { gte: 0.5 }
    case 'match':
      return { event: 'Order Completed' }
    case 'steps':
      return [{ event }]
    case 'condition':
      return { all: [{ kind: 'event', event, window: 'P7D' }] } satisfies Condition
    case 'choice':
      return field.options[0]?.[0] ?? ''
    case 'text':
      return 'name'
    case 'integer':
      return field.min
    case 'flag':
      return !field.preset
    case 'range':
      return [0, 0.5]
    case 'segment':
      return segment ?? ''
  }
}
