import type * as v from 'valibot'
import { describeValue } from './describe-value.ts'
import { describeChoice } from './did-you-mean.ts'
import { toPointer, type Issue } from './issue.ts'

type SchemaIssue = v.BaseIssue<unknown>

const TYPES: Readonly<Record<string, string>> = {
  Object: 'an object',
  Array: 'a list',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
}

/**
 * What a schema found wrong, for a person: places, what stands there, what would be right. A message that a schema has
 * of its own says what would be right.
 */
export function describeSchemaIssues(issues: readonly SchemaIssue[]): Issue[] {
  return issues.map((issue) => ({
    // `as`: keys of JSON are strings and numbers
    pointer: toPointer((issue.path ?? []).map((item) => item.key as string | number)),
    found: isUnknownMember(issue) ? 'a member that is not known here' : describeValue(issue.input),
    expected: describeExpected(issue),
  }))
}

function isUnknownMember(issue: SchemaIssue): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never'
}

/** What would be right where a schema found something wrong. */
export function describeExpected(issue: SchemaIssue): string {
  if (isUnknownMember(issue)) return 'no such member'
  if (!issue.message.startsWith('Invalid ')) return issue.message
  switch (issue.type) {
    case 'strict_object':
    case 'object':
      return issue.input === undefined ? 'this member, it is required' : 'an object'
    case 'picklist':
      return describeChoice('one of', String(issue.input), quoted(issue.expected ?? ''))
    case 'min_length':
      return `at least ${lengthOf(issue)}`
    case 'max_length':
      return `at most ${lengthOf(issue)}`
    case 'min_value':
      return `a number that is at least ${String(issue.requirement)}`
    case 'max_value':
      return `a number that is at most ${String(issue.requirement)}`
    default:
      return TYPES[issue.expected ?? ''] ?? issue.expected ?? issue.message
  }
}

function lengthOf({ input, requirement }: SchemaIssue): string {
  const [one, many] = typeof input === 'string' ? ['character', 'characters'] : ['entry', 'entries']
  return requirement === 1 ? `one ${one}` : `${String(requirement)} ${many}`
}

/** valibot writes a choice as `("a" | "b")`. */
function quoted(expected: string): string[] {
  return [...expected.matchAll(/"([^"]*)"/g)].map((match) => match[1]!)
}
