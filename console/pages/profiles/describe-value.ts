/** A value as somebody reads it: text as it is, nothing as a dash, the rest as JSON. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
