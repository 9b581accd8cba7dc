import type { Condition, Segment } from '../../shared/segment/index.ts'
import type { Case } from './case.ts'

/** The smallest case found that still fails, by leaving out steps, segments and parts of rules, one at a time. */
export function shrink(input: Case, fails: (candidate: Case) => boolean): Case {
  let smallest = input
  for (let found = true; found;) {
    found = false
    for (const candidate of smaller(smallest)) {
      if (!fails(candidate)) continue
      smallest = candidate
      found = true
      break
    }
  }
  return smallest
}

function* smaller({ segments, computedTraits, steps, ...rest }: Case): Generator<Case> {
  for (const [index, { id }] of computedTraits.entries()) {
    if (JSON.stringify(segments).includes(`"computed.${id}"`)) continue
    yield { ...rest, segments, computedTraits: computedTraits.toSpliced(index, 1), steps }
  }
  for (const index of steps.keys())
    yield { ...rest, segments, computedTraits, steps: steps.toSpliced(index, 1) }
  for (const [index, { id }] of segments.entries()) {
    const others = segments.toSpliced(index, 1)
    // Releases count segments from the front, so only the last may go while there is one.
    if (steps.some((step) => step.type === 'release') && index < segments.length - 1) continue
    if (!others.some((segment) => JSON.stringify(segment).includes(`"id":"${id}"`)))
      yield { ...rest, segments: others, computedTraits, steps }
  }
  for (const [index, segment] of segments.entries()) {
    for (const key of ['exit', 'reentry']) {
      if (!(key in segment)) continue
      const without = Object.fromEntries(Object.entries(segment).filter(([name]) => name !== key)) as Segment
      yield { ...rest, segments: segments.with(index, without), computedTraits, steps }
    }
    for (const part of ['when', 'minStay', 'maxStay']) {
      if (!segment.exit || !(part in segment.exit)) continue
      const exit = Object.fromEntries(Object.entries(segment.exit).filter(([name]) => name !== part))
      yield { ...rest, segments: segments.with(index, { ...segment, exit }), computedTraits, steps }
    }
    for (const when of simpler(segment.when)) {
      const simplified: Segment = { ...segment, when }
      yield { ...rest, segments: segments.with(index, simplified), computedTraits, steps }
    }
  }
}

function* simpler(condition: Condition): Generator<Condition> {
  if ('kind' in condition) {
    for (const key of Object.keys(condition)) {
      if (
        !['where', 'op', 'clearedBy', 'key', 'restart', 'total', 'maxAge', 'for', 'enteredWithin'].includes(
          key,
        ) ||
        condition.kind === 'profile'
      )
        continue
      yield Object.fromEntries(Object.entries(condition).filter(([name]) => name !== key)) as Condition
    }
    if (condition.kind === 'asOf') {
      yield condition.holds
      for (const holds of simpler(condition.holds)) yield { ...condition, holds }
    }
    if (condition.kind === 'sequence') {
      for (const [index, step] of condition.steps.entries()) {
        if (condition.steps.length > 1) yield { ...condition, steps: condition.steps.toSpliced(index, 1) }
        for (const key of ['where', 'times', 'within', 'noneBetween', 'immediately']) {
          if (!(key in step)) continue
          const simpler = Object.fromEntries(
            Object.entries(step).filter(([name]) => name !== key),
          ) as typeof step
          yield { ...condition, steps: condition.steps.with(index, simpler) }
        }
      }
    }
    return
  }
  const children =
    'all' in condition
      ? condition.all
      : 'any' in condition
        ? condition.any
        : 'not' in condition
          ? [condition.not]
          : condition.of
  yield* children
  for (const [index, child] of children.entries()) {
    for (const inner of simpler(child)) {
      if ('all' in condition) yield { all: condition.all.with(index, inner) }
      else if ('any' in condition) yield { any: condition.any.with(index, inner) }
      else if ('not' in condition) yield { not: inner }
      else yield { atLeast: condition.atLeast, of: condition.of.with(index, inner) }
    }
    if (children.length < 2) continue
    if ('all' in condition) yield { all: condition.all.toSpliced(index, 1) }
    else if ('any' in condition) yield { any: condition.any.toSpliced(index, 1) }
  }
}
