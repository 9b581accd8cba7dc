import type { Decision } from '../shared/experience/decision.ts'
import type { EdgewiseSlots } from './edgewise-slots.ts'

/** The slots that `slot` takes: the declared ones, or any where none is declared. */
export type SlotName = [keyof EdgewiseSlots] extends [never] ? string : Extract<keyof EdgewiseSlots, string>

/** What a slot shows, with its fields as the site declares them. */
export type SlotDecision<Name extends string = string> = Name extends keyof EdgewiseSlots
  ? Omit<Decision, 'fields'> & { readonly fields: Readonly<EdgewiseSlots[Name]> | null }
  : Decision
