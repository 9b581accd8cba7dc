import * as v from 'valibot'
import {
  compileContent,
  decide,
  Experience,
  Slot,
  type DecideInput,
} from '../../../shared/experience/index.ts'

/** A slot with a text, as tests of decisions want it; the rest of it is given. */
export const textSlot = {
  id: 'hero',
  fields: { text: { type: 'text' } },
  template: '<p>{{ text }}</p>',
  default: { text: 'the default' },
}

/** Compiles slots and experiences, parsed as publishing does. */
export function contentOf(
  experiences: readonly unknown[],
  slots: readonly unknown[] = [textSlot],
  timezone = 'UTC',
) {
  return compileContent({
    timezone,
    slots: slots.map((slot) => v.parse(Slot, slot)),
    experiences: experiences.map((experience) => v.parse(Experience, experience)),
  })
}

/** An experience for the slot `hero` that shows its own id. */
export function showing(id: string, more: object = {}) {
  return { id, slot: 'hero', variants: [{ id: 'only', fields: { text: id } }], ...more }
}

/** Someone of whom nothing is known but an id, at the start of 2026-11-22. */
export const visitor: DecideInput = {
  memberships: new Set(),
  facts: {},
  traits: {},
  unit: 'visitor-1',
  now: Date.UTC(2026, 10, 22),
  release: 7,
}

/** What the slot `hero` shows. */
export function decideHero(content: ReturnType<typeof contentOf>, input: Partial<DecideInput> = {}) {
  const { decisions, considered, nextChangeAt } = decide(content, { ...visitor, slots: ['hero'], ...input })
  return { ...decisions['hero']!, considered: considered['hero'], nextChangeAt }
}
