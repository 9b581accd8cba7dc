import type { SiteConfig } from '../../shared/release/index.ts'
import { printFields } from './print-fields.ts'
import { printMembers } from './print-members.ts'
import { printValueMembers } from './print-value-type.ts'

/**
 * The declarations by which TypeScript checks a page's calls against the site: the events of its catalogue and what they
 * carry, and its slots and their fields. Where the catalogue lists no events, `track` goes on taking any.
 */
export function declareSite({ id, catalogue, slots }: SiteConfig): string {
  const events = Object.entries(catalogue?.events ?? {}).map(([name, { description, properties }]) => ({
    name,
    isSure: true,
    type: (indent: string) => (properties ? printValueMembers(properties, indent) : 'object'),
    doc: description,
  }))
  const declared = slots.map((slot) => ({
    name: slot.id,
    isSure: true,
    type: (indent: string) => printFields(slot, indent),
    doc: slot.name,
  }))
  return `// Written by \`edgewise types\` from the site ${id}: what is changed here is lost the next time.
import 'edgewise'

declare module 'edgewise' {
  interface EdgewiseEvents ${printMembers(events, '  ')}

  interface EdgewiseSlots ${printMembers(declared, '  ')}
}
`
}
