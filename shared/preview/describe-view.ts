import type { PreviewView } from './preview-view.ts'

/**
 * What is looked at, as whom and when, in words: "The draft, as a new visitor, in Hiking fans, on 2026-12-24 09:00 (Europe/Zurich)".
 *
 * @param nameOf The name of a segment.
 */
export function describeView(
  view: PreviewView,
  timezone: string,
  nameOf: (segment: string) => string,
): string {
  const chosen = Object.keys(view.show).length
  return [
    view.of === 'draft' ? 'The draft' : `Release ${view.of}`,
    view.profile === undefined ? 'as a new visitor' : 'as one of the profiles',
    view.in.length > 0 && `in ${view.in.map(nameOf).join(', ')}`,
    view.out.length > 0 && `not in ${view.out.map(nameOf).join(', ')}`,
    chosen > 0 && `${chosen} ${chosen === 1 ? 'slot' : 'slots'} chosen by hand`,
    view.at !== undefined && `on ${view.at.replace('T', ' ')} (${timezone})`,
    view.locale !== undefined && `in ${view.locale}`,
  ]
    .filter(Boolean)
    .join(', ')
}
