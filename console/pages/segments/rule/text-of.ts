import type { Json } from '../../../../shared/json.ts'

/** A plain value as the text of a field; nothing for what has parts, or is not there. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}

/** The texts of a list of plain values. */
export const textsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? (value as readonly Json[]).map(textOf) : []
