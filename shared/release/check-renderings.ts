import { compileRendering } from '../experience/compile-rendering.ts'
import { createEngines } from '../experience/engines.ts'
import { liquidIssue } from '../experience/liquid-issue.ts'
import { EMPTY_SCOPE } from '../experience/merge-scope.ts'
import type { Slot } from '../experience/slot.ts'
import { toPointer, type Issue } from '../problem/index.ts'
import type { SiteConfig } from './site-config.ts'

/**
 * Renders every content once for a visitor of whom nothing is known: what fails for them would leave most first visits
 * without it. The site must be right in all else.
 */
export function checkRenderings(site: SiteConfig): Issue[] {
  const engines = createEngines(site.timezone)
  const slots = new Map(site.slots.map((slot) => [slot.id, slot]))

  function tryRendering(
    slot: Slot | undefined,
    fields: Record<string, unknown> | null,
    path: (string | number)[],
  ) {
    if (slot === undefined) return []
    try {
      compileRendering(slot, fields, engines).render(EMPTY_SCOPE)
      return []
    } catch (cause) {
      return [liquidIssue(cause, toPointer(path))]
    }
  }

  return [
    ...site.slots.flatMap((slot, index) => tryRendering(slot, null, ['slots', index, 'default'])),
    ...site.experiences.flatMap(({ slot, variants }, index) =>
      variants.flatMap(({ fields }, place) =>
        tryRendering(slots.get(slot), fields, ['experiences', index, 'variants', place, 'fields']),
      ),
    ),
  ]
}
