import * as v from 'valibot'
import { ValueMembers } from './value-type.ts'

/** What one kind of event carries. */
export const CataloguedEvent = v.strictObject({
  description: v.optional(v.string()),
  /** @default anything */
  properties: v.optional(ValueMembers),
})

/** The events and traits that a site means to have, and what they hold: rules are checked against it. */
export const Catalogue = v.strictObject({
  /** By name. @default any */
  events: v.optional(v.record(v.pipe(v.string(), v.minLength(1)), CataloguedEvent)),
  /** By name. @default any */
  traits: v.optional(ValueMembers),
})
export type Catalogue = v.InferOutput<typeof Catalogue>
