/**
 * Adds numbers without losing anything: the sum is the true one, rounded once, in whatever order they came and whatever
 * was added and taken away in between. Shewchuk's algorithm: the total is kept as parts that do not overlap.
 *
 * @param parts Changed in place; begin with none.
 */
export function addExactly(parts: number[], value: number): void {
  let carried = value
  let kept = 0
  for (let part of parts) {
    if (Math.abs(carried) < Math.abs(part)) [carried, part] = [part, carried]
    const high = carried + part
    const low = part - (high - carried)
    if (low !== 0) parts[kept++] = low
    carried = high
  }
  parts.length = kept
  if (carried !== 0) parts.push(carried)
}

/** The sum that the parts stand for, correctly rounded. */
export function exactSum(parts: readonly number[]): number {
  let index = parts.length - 1
  if (index < 0) return 0
  let high = parts[index] ?? 0
  let low = 0
  while (index > 0) {
    const before = high
    index--
    const part = parts[index] ?? 0
    high = before + part
    low = part - (high - before)
    if (low !== 0) break
  }
  // Half-way cases are decided by the sign of what is left.
  const next = parts[index - 1] ?? 0
  if (index > 0 && ((low < 0 && next < 0) || (low > 0 && next > 0))) {
    const doubled = low * 2
    const rounded = high + doubled
    if (doubled === rounded - high) return rounded
  }
  return high
}
