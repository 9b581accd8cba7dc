import type { Condition } from '../condition.ts'

/** The kinds of condition that are no groups. */
export type LeafKind = Extract<Condition, { readonly kind: string }>['kind']
export type Leaf = Extract<Condition, { readonly kind: string }>

/** What a field of a form is filled with, and so which control it has. */
export type FieldType =
  | { readonly type: 'event' }
  | { readonly type: 'where'; readonly of: 'event' | 'profile' }
  | { readonly type: 'window' }
  | { readonly type: 'duration'; readonly orEver?: boolean }
  | { readonly type: 'path' }
  | { readonly type: 'aggregation' }
  /** How often, or how much. */
  | { readonly type: 'comparison'; readonly unit: 'times' | 'number' }
  /** An event with its `where`; others may refer to it by a name where it `binds`. */
  | { readonly type: 'match'; readonly binds?: boolean }
  | { readonly type: 'steps' }
  | { readonly type: 'condition' }
  | { readonly type: 'choice'; readonly options: readonly (readonly [value: string, label: string])[] }
  | { readonly type: 'text' }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'flag'; readonly preset: boolean }
  | { readonly type: 'range' }
  | { readonly type: 'segment' }

/** A field of a form: a member of the condition. */
export type Field = FieldType & {
  readonly key: string
  readonly label: string
  /** May it be left out? Then it stands among the options, and begins as `preset`. */
  readonly isOptional?: boolean
  /** What it means, where its label does not say it. */
  readonly hint?: string
}

/** How a kind of condition is offered and filled in: what its form is made of. */
export interface LeafForm {
  readonly kind: LeafKind
  /** As it is offered: "Did something". */
  readonly name: string
  /** Who asks for it, and for what. */
  readonly about: string
  readonly fields: readonly Field[]
}
