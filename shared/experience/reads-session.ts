import type { ContentConfig } from './content.ts'
import { hasMergeTags } from './merge-text.ts'

/** May any text of a site read the visitor's session? Says so rather once too often. */
export function readsSession({ slots, experiences }: Pick<ContentConfig, 'slots' | 'experiences'>): boolean {
  const fields = [
    ...slots.map((slot) => slot.default),
    ...experiences.flatMap(({ variants }) => variants.map((variant) => variant.fields)),
  ]
  return fields.some(mentionsSession)
}

function mentionsSession(value: unknown): boolean {
  if (typeof value === 'string') return hasMergeTags(value) && value.includes('session')
  return typeof value === 'object' && value !== null && Object.values(value).some(mentionsSession)
}
