import type { EdgewiseEvent } from '../edgewise-event.ts'

/** Properties that say best what an event was about, in the order in which they are looked for. */
const TELLING = ['name', 'title', 'list_id', 'order_id', 'path', 'label', 'product_id', 'id']

/** What an event was about, in a few words, as far as its properties tell. */
export function eventSubject({ type, name, properties, traits }: EdgewiseEvent): string {
  if (type === 'identify')
    return Object.values(traits ?? {})
      .filter(isTellable)
      .join(', ')
  const telling = name ?? TELLING.map((key) => properties?.[key]).find(isTellable)
  const category = properties?.['category']
  return [category, telling].filter(isTellable).join(' · ')
}

function isTellable(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
}
