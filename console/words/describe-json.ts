import type { Json } from '../../shared/json.ts'

/** A value as an editor reads it: texts as they are, lists of words as such, all else as JSON. */
export function describeJson(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return value === '' ? 'empty text' : value
  if (value === null) return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value) && value.length === 0) return 'none'
  const isWords = Array.isArray(value) && value.every((entry) => typeof entry === 'string')
  if (isWords) return value.join(', ')
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}
