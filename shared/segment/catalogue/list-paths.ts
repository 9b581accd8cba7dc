import type { ObjectType, Type } from './type.ts'

/** A path that a rule can read, and what is known of its value. */
export interface KnownPath {
  readonly path: string
  /** Nothing: it may be anything. */
  readonly type: Exclude<Type['kind'], 'any' | 'enum'> | null
  /** The values that it may have; null: any of its type. */
  readonly values: readonly (string | number)[] | null
}

/** The paths inside an object that are known by name, deep first to last. */
export function listPaths(type: ObjectType, prefix = ''): KnownPath[] {
  return [...type.members].flatMap(([name, member]): KnownPath[] => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    if (member.kind === 'object' && member.members.size > 0) return listPaths(member, path)
    return [{ path, ...known(member) }]
  })
}

function known(type: Type): Omit<KnownPath, 'path'> {
  if (type.kind === 'any') return { type: null, values: null }
  if (type.kind !== 'enum') return { type: type.kind, values: null }
  return {
    type: type.values.every((value) => typeof value === 'number') ? 'number' : 'string',
    values: type.values,
  }
}
