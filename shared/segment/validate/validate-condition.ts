import { describeChoice, type Issue, toPointer } from '../../problem/index.ts'
import type { BindingMatch, Condition, EventCondition, SequenceCondition, Step } from '../condition.ts'
import { parseDuration } from '../duration.ts'
import type { Match } from '../match.ts'
import { referencesOf } from '../references-of.ts'
import { MEMBERSHIP_EVENTS } from '../reserved-events.ts'
import { toInstant } from '../where/instant.ts'
import type { Window } from '../window/window.ts'
import { pathsOf } from '../where/paths-of.ts'
import type { Where } from '../where/where.ts'
import { EVENT_ROOTS } from './event-roots.ts'
import { PROFILE_ROOTS } from './profile-roots.ts'
import { validateWhere } from './validate-where.ts'
import type { Path } from './path.ts'

/**
 * What is wrong with a condition, in words.
 *
 * @param ids The segments it may refer to.
 * @param bound The names of the events that are bound around it.
 */
export function validateCondition(
  condition: Condition,
  path: Path,
  ids: readonly string[],
  bound: readonly string[] = [],
): Issue[] {
  const each = (conditions: readonly Condition[], key: string) =>
    conditions.flatMap((child, index) => validateCondition(child, [...path, key, index], ids, bound))

  if ('all' in condition) return each(condition.all, 'all')
  if ('any' in condition) return each(condition.any, 'any')
  if ('not' in condition) return validateCondition(condition.not, [...path, 'not'], ids, bound)
  if ('atLeast' in condition) {
    const { atLeast, of } = condition
    const tooMany: Issue[] =
      atLeast > of.length
        ? [
            {
              pointer: toPointer([...path, 'atLeast']),
              found: String(atLeast),
              expected: `at most ${of.length}, the number of conditions in "of"`,
            },
          ]
        : []
    return [...tooMany, ...each(of, 'of')]
  }
  switch (condition.kind) {
    case 'event':
      return [
        ...validateMatch(condition, path, bound),
        ...validateWindow(condition.window, path),
        ...validateAgg(condition, path),
      ]
    case 'absence': {
      const { after, none, clearedBy } = condition
      const within = [...bound, ...namesOf([after])]
      return [
        ...validateMatch(after, [...path, 'after'], bound),
        ...validateName(after, [...path, 'after'], bound),
        ...validateMatch(none, [...path, 'none'], within),
        ...(clearedBy ? validateMatch(clearedBy, [...path, 'clearedBy'], within) : []),
        ...(condition.key === undefined ? [] : validateEventPath(condition.key, [...path, 'key'])),
      ]
    }
    case 'pick': {
      const { pick, of, has, window } = condition
      const readsValue = pick === 'mostFrequent'
      return [
        ...validateMatch(condition, path, bound),
        ...validateWindow(window, path),
        ...(of === undefined ? [] : validateEventPath(of, [...path, 'of'])),
        ...(readsValue && of === undefined
          ? [
              {
                pointer: toPointer([...path, 'of']),
                found: 'nothing',
                expected: 'the path whose values are counted',
              },
            ]
          : []),
        ...(readsValue && of !== undefined
          ? validateWhereOf(has, of, [...path, 'has'], bound)
          : validateWhere(has, [...path, 'has'], EVENT_ROOTS, bound)),
      ]
    }
    case 'sequence':
      return [
        ...condition.steps.flatMap((step, index, steps) => {
          const place = [...path, 'steps', index]
          const before = [...bound, ...namesOf(steps.slice(0, index))]
          return [
            ...validateMatch(step, place, before),
            ...(step.noneBetween ? validateMatch(step.noneBetween, [...place, 'noneBetween'], before) : []),
            ...validateName(step, place, before),
            ...validateFirstStep(step, index, path),
          ]
        }),
        ...validateWindow(condition.completedIn, path, 'completedIn'),
        ...validateScope(condition, path),
        ...(condition.key === undefined ? [] : validateEventPath(condition.key, [...path, 'key'])),
      ]
    case 'asOf':
      return [
        ...validateMatch(condition.anchor, [...path, 'anchor'], bound),
        ...validateName(condition.anchor, [...path, 'anchor'], bound),
        ...validateWindow(condition.window, path),
        ...validateCondition(condition.holds, [...path, 'holds'], ids, [
          ...bound,
          ...namesOf([condition.anchor]),
        ]),
        ...referencesOf(condition.holds).map((id) => ({
          pointer: toPointer([...path, 'holds']),
          found: `a reference to the segment ${JSON.stringify(id)}`,
          expected: 'the conditions themselves: what held at another time cannot be said of a segment',
        })),
      ]
    case 'bucket':
      return condition.range[0] < condition.range[1]
        ? []
        : [
            {
              pointer: toPointer([...path, 'range']),
              found: condition.range.join(' to '),
              expected: 'the smaller number first',
            },
          ]
    case 'score':
      return []
    case 'profile':
      return validateWhere(condition.where, [...path, 'where'], PROFILE_ROOTS)
    case 'segment':
      return [
        ...(ids.includes(condition.id)
          ? []
          : [
              {
                pointer: toPointer([...path, 'id']),
                found: JSON.stringify(condition.id),
                expected: describeChoice('the id of a segment', condition.id, ids),
              },
            ]),
        ...(condition.is === 'out' && condition.enteredWithin !== undefined
          ? [
              {
                pointer: toPointer([...path, 'enteredWithin']),
                found: '"enteredWithin" of somebody who is out',
                expected: '"is": "in", or "for": since when they are out',
              },
            ]
          : []),
      ]
  }
}

function validateMatch({ event, where }: Match, path: Path, bound: readonly string[]): Issue[] {
  const names = typeof event === 'string' ? [event] : event
  const own = MEMBERSHIP_EVENTS.filter((name) => names.includes(name))
  return [
    ...own.map((name) => ({
      pointer: toPointer([...path, 'event']),
      found: JSON.stringify(name),
      expected:
        'a condition { "kind": "segment", "id": …, "is": "in" }: rules do not see their own transitions as events',
    })),
    ...(where ? validateWhere(where, [...path, 'where'], EVENT_ROOTS, bound) : []),
  ]
}

function validateWindow(window: Window, path: Path, member = 'window'): Issue[] {
  const place = (key: string) => toPointer([...path, member, key])
  if (typeof window === 'string') return []
  if ('between' in window) {
    const [from, to] = window.between
    if ((parseDuration(from) ?? 0) > (parseDuration(to) ?? 0)) return []
    return [
      {
        pointer: place('between'),
        found: `${from} to ${to}`,
        expected: 'the longer duration first: from so long ago to so long ago',
      },
    ]
  }
  if (
    'from' in window &&
    window.to !== undefined &&
    (toInstant(window.from) ?? 0) >= (toInstant(window.to) ?? 0)
  ) {
    return [
      { pointer: place('to'), found: JSON.stringify(window.to), expected: `an instant after ${window.from}` },
    ]
  }
  return []
}

/** Of a sequence that began in another session no part lies in the current one. */
function validateScope({ completedIn, scope }: SequenceCondition, path: Path): Issue[] {
  if (scope === 'session' || typeof completedIn === 'string' || !('session' in completedIn)) return []
  return [
    {
      pointer: toPointer([...path, 'completedIn']),
      found: 'the current session, of a sequence that may have begun in another',
      expected: '"scope": "session" beside it, or a window of time',
    },
  ]
}

/** What is picked by frequency is a value at one path: nothing else can be asked of it. */
function validateWhereOf(has: Where, of: string, path: Path, bound: readonly string[]): Issue[] {
  const strangers = pathsOf(has).filter((asked) => asked !== of)
  return [
    ...validateWhere(has, path, EVENT_ROOTS, bound),
    ...strangers.map((asked) => ({
      pointer: toPointer(path),
      found: JSON.stringify(asked),
      expected: `conditions on ${JSON.stringify(of)} only, the path in "of"`,
    })),
  ]
}

function namesOf(matches: readonly BindingMatch[]): string[] {
  return matches.flatMap((match) => match.as ?? [])
}

/** A name means one event. */
function validateName(
  { as, times = 1 }: BindingMatch & Pick<Step, 'times'>,
  path: Path,
  bound: readonly string[],
): Issue[] {
  if (as === undefined) return []
  const pointer = toPointer([...path, 'as'])
  return [
    ...(bound.includes(as)
      ? [{ pointer, found: JSON.stringify(as), expected: 'a name of its own: another event has this one' }]
      : []),
    ...(times > 1
      ? [{ pointer, found: `a name for ${times} events`, expected: 'a step that is asked for once' }]
      : []),
  ]
}

/** Before the first step there is nothing. */
function validateFirstStep(step: Step, index: number, path: Path): Issue[] {
  if (index > 0) return []
  return (['within', 'noneBetween', 'immediately'] as const)
    .filter((member) => step[member] !== undefined && step[member] !== false)
    .map((member) => ({
      pointer: toPointer([...path, 'steps', 0, member]),
      found: `"${member}" on the first step`,
      expected: 'it on a later step: it speaks of the step before',
    }))
}

function validateAgg({ agg = 'count', op }: EventCondition, path: Path): Issue[] {
  if (agg === 'count') return []
  const [[name, read] = ['', '']] = Object.entries(agg)
  const place = [...path, 'agg', name]
  return [
    ...validateEventPath(read, place),
    ...(op
      ? []
      : [
          {
            pointer: toPointer([...path, 'op']),
            found: 'nothing',
            expected: `what to compare the ${name} with, such as { "gte": 100 }`,
          },
        ]),
  ]
}

export function validateEventPath(eventPath: string, path: Path): Issue[] {
  const root = eventPath.split('.')[0] ?? ''
  if (EVENT_ROOTS.includes(root)) return []
  return [
    {
      pointer: toPointer(path),
      found: JSON.stringify(eventPath),
      expected: describeChoice('a path from', root, EVENT_ROOTS),
    },
  ]
}
