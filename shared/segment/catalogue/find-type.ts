import { ANY, type Type } from './type.ts'

/** What is known of the value at a path. */
export type FoundType =
  | { readonly type: Type }
  /** A member that is not named where the path looks for it. */
  | { readonly unknown: string; readonly known: readonly string[] }
  /** The path goes on where nothing can be inside. */
  | { readonly inside: Type; readonly at: string }

/** The type at a dotted path into a value of a type. */
export function findType(root: Type, path: string): FoundType {
  let type = root
  const keys = path.split('.')
  for (const [index, key] of keys.entries()) {
    switch (type.kind) {
      case 'any':
        return { type }
      case 'object': {
        const member = type.members.get(key)
        if (member === undefined && !type.isOpen) return { unknown: key, known: [...type.members.keys()] }
        type = member ?? ANY
        break
      }
      case 'list':
        type = /^\d+$/.test(key) ? type.of : ANY
        break
      case 'string':
      case 'number':
      case 'boolean':
      case 'date':
      case 'enum':
        return { inside: type, at: keys.slice(0, index).join('.') }
    }
  }
  return { type }
}
