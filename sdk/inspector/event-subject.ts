import type { EdgewiseEvent } from '../edgewise-event.ts'

/** Properties that say best what an event was about, in the order in which they are looked for. */
const TELLING = ['name', 'path', 'list_id', 'order_id', 'label', 'product_id', 'id', 'title']

/** What an event was about, in a few words, as far as its properties tell. */
export function eventSubject({ type, properties, traits }: EdgewiseEvent): string {
  const said =
    type === 'identify'
      ? Object.values(traits ?? {})
      : [properties?.['category'], TELLING.map((key) => properties?.[key]).find(isTellable)]
  return said.filter(isTellable).join(' · ')
}

function isTellable(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
}
