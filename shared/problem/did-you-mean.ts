/**
 * The candidate that a misspelt name most probably means: at most a third of its letters (one at least) are missing,
 * added, different or swapped, or only the case differs. Null where nothing is near.
 */
export function didYouMean(name: string, candidates: Iterable<string>): string | null {
  let best: string | null = null
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    if (candidate.toLowerCase() === name.toLowerCase()) return candidate
    const distance = editDistance(name, candidate)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/**
 * What would be right where a name must be one of several, with a suggestion where one is near.
 *
 * @example
 * ```ts
 * describeChoice('a slot', 'heroo', ['hero', 'announcement'])
 * // 'a slot (hero, announcement); did you mean "hero"?'
 * ```
 */
export function describeChoice(kind: string, name: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return `${kind}, and there is none`
  const shown = candidates.slice(0, MAX_SHOWN).join(', ')
  const list = candidates.length > MAX_SHOWN ? `${shown} and ${candidates.length - MAX_SHOWN} more` : shown
  const near = didYouMean(name, candidates)
  return `${kind} (${list})${near === null ? '' : `; did you mean ${JSON.stringify(near)}?`}`
}

const MAX_SHOWN = 12

/** Levenshtein's distance, with swapped neighbours as one step (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1]
      let distance = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (isSame ? 0 : 1),
      )
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        distance = Math.min(distance, beforeLast[column - 2]! + 1)
      }
      current.push(distance)
    }
    beforeLast = last
    last = current
  }
  return last[b.length]!
}
