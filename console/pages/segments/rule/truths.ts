import type { Condition } from '../../../../shared/segment/condition.ts'
import type { ConditionExplanation } from '../../../../shared/segment/explanation.ts'

/** Of how many visitors a condition holds, of so many that were asked. */
export interface Truths {
  readonly holds: number
  readonly of: number
}

/** Counts, for each condition of a rule by its pointer, of how many it holds. */
export function truthsOf(
  when: Condition,
  explanations: readonly ConditionExplanation[],
  pointer = '/when',
): ReadonlyMap<string, Truths> {
  const truths = new Map<string, Truths>()
  count(when, explanations, pointer, truths)
  return truths
}

function count(
  condition: Condition,
  explanations: readonly ConditionExplanation[],
  pointer: string,
  into: Map<string, Truths>,
): void {
  const holds = explanations.filter(({ truth }) => truth === 'true').length
  into.set(pointer, { holds, of: explanations.length })
  for (const [index, [part, at]] of partsOf(condition).entries()) {
    // A rule that was changed since has other parts
    const parts = explanations.flatMap(({ children = [] }) => children[index] ?? [])
    if (parts.length === explanations.length) count(part, parts, `${pointer}${at}`, into)
  }
}

function partsOf(condition: Condition): readonly (readonly [Condition, string])[] {
  if ('all' in condition) return condition.all.map((part, index) => [part, `/all/${index}`])
  if ('any' in condition) return condition.any.map((part, index) => [part, `/any/${index}`])
  if ('atLeast' in condition) return condition.of.map((part, index) => [part, `/of/${index}`])
  return 'not' in condition ? [[condition.not, '/not']] : []
}
