import type { Json } from '../../json.ts'

/** A text of somebody's JSON; empty for what is none. */
export function asText(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
