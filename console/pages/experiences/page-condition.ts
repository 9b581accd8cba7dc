import type { JsonObject } from '../../../shared/json.ts'

/** A condition on pages in a form that an editor can fill in; `other` is what the language can say besides. */
export type PageChoice =
  | { readonly type: 'every' }
  | { readonly type: 'path' | 'below'; readonly path: string }
  | { readonly type: 'other'; readonly page: JsonObject }

export function readPageCondition(page: JsonObject | undefined): PageChoice {
  if (page === undefined) return { type: 'every' }
  const { path, ...rest } = page
  if (Object.keys(rest).length === 0) {
    if (typeof path === 'string') return { type: 'path', path }
    if (isObject(path) && Object.keys(path).length === 1 && typeof path['$regex'] === 'string') {
      const prefix = readPrefix(path['$regex'])
      if (prefix !== null) return { type: 'below', path: prefix }
    }
  }
  return { type: 'other', page }
}

export function writePageCondition(choice: PageChoice): JsonObject | undefined {
  switch (choice.type) {
    case 'every':
      return undefined
    case 'path':
      return { path: choice.path }
    case 'below':
      return { path: { $regex: `^${choice.path.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}` } }
    case 'other':
      return choice.page
  }
}

/** The path that an expression means whose every letter means itself; null: it is another expression. */
function readPrefix(expression: string): string | null {
  const match = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[\\^$.*+?()[\]{}|])*)$/.exec(expression)
  return match === null ? null : (match[1] ?? '').replaceAll(/\\(.)/g, '$1')
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
