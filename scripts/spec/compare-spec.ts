export interface SpecComparison {
  /** How many rules there are. */
  readonly rules: number
  readonly untested: readonly string[]
  /** Named by a test, but no rule. */
  readonly unknown: readonly string[]
  /** Rules whose number was given twice. */
  readonly repeated: readonly string[]
}

/**
 * Holds the rules of a specification against the tests that prove them. A rule is a line that begins with its number
 * (`- **[SEG4]** …`); a test proves the rules that its title begins with (`'[SEG4] [SEG5] …'`).
 */
export function compareSpec(spec: string, tests: readonly string[]): SpecComparison {
  const rules = [...spec.matchAll(/^\s*(?:[-*] |\d+\. |\| *)?(?:\*\*|`)?\[([A-Z]{2,6}\d+)\]/gm)].map(
    ([, rule = '']) => rule,
  )
  const known = new Set(rules)
  const proved = new Set(tests.flatMap(rulesOfTitles))
  return {
    rules: known.size,
    untested: [...known].filter((rule) => !proved.has(rule)),
    unknown: [...proved].filter((rule) => !known.has(rule)),
    repeated: [...known].filter((rule) => rules.indexOf(rule) !== rules.lastIndexOf(rule)),
  }
}

/** The numbers that string literals of a test file begin with; a title may be a parameter of `test.each`. */
function rulesOfTitles(source: string): string[] {
  return [...source.matchAll(/['"`]((?:\[[A-Z]{2,6}\d+\] ?)+)/g)].flatMap(([, numbers = '']) =>
    [...numbers.matchAll(/[A-Z]+\d+/g)].map(([number]) => number),
  )
}
