import type { Json } from './json.ts'

/** Whether two values say the same: the order of an object's members is nothing, that of a list's entries is. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((entry: Json, index) => isSameJson(entry, b[index]))
  }
  // `as`: neither is a list, which TypeScript does not conclude for readonly ones
  const [left, right] = [a as JsonMembers, b as JsonMembers]
  const keys = Object.keys(left).filter((key) => left[key] !== undefined)
  if (keys.length !== Object.keys(right).filter((key) => right[key] !== undefined).length) return false
  return keys.every((key) => Object.hasOwn(right, key) && isSameJson(left[key], right[key]))
}

type JsonMembers = { readonly [key: string]: Json | undefined }
