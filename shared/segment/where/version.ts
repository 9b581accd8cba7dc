import type { Json } from '../../json.ts'

/** A version as text that sorts as versions do: `1.10.0` after `1.9.0`, `1.0.0-rc.1` before `1.0.0`. GrowthBook's rule. */
export function toSortableVersion(value: Json): string {
  const text =
    typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : '0'
  const parts = text.replaceAll(/(^v|\+.*$)/g, '').split(/[-.]/)
  // `~` sorts after every letter: a release comes after its pre-releases.
  if (parts.length === 3) parts.push('~')
  return parts.map((part) => (/^[0-9]+$/.test(part) ? part.padStart(5, ' ') : part)).join('-')
}
