/** An object without some of its members. */
export function without<T extends object, K extends keyof T>(object: T, ...names: readonly K[]): Omit<T, K> {
  const taken = new Set<string>(names.map(String))
  // `as`: what is left of it
  return Object.fromEntries(Object.entries(object).filter(([name]) => !taken.has(name))) as Omit<T, K>
}
