/** What an address says with some of it changed; what becomes undefined is left out. */
export function withSearch<T extends object>(
  search: T,
  changes: { readonly [Name in keyof T]?: T[Name] | undefined },
): T {
  const entries = Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined)
  // `as`: the members of T, some of them left out, which all may be
  return Object.fromEntries(entries) as T
}
