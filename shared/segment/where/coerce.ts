import type { Json } from '../../json.ts'

/** `value + ''` of a JSON value. Written out, because an object may carry a `toString` of its own and throw. */
export function toText(value: Json): string {
  if (Array.isArray(value)) return value.map((item: Json) => (item === null ? '' : toText(item))).join(',')
  return typeof value === 'object' && value !== null ? '[object Object]' : String(value)
}

/** `value * 1` of a JSON value. */
export function toNumber(value: Json): number {
  return Number(toPrimitive(value))
}

/** What `<` and `>` compare. */
export function toPrimitive(value: Json): string | number | boolean | null {
  return typeof value === 'object' && value !== null
    ? toText(value)
    : (value as string | number | boolean | null)
}
