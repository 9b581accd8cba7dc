import type { Liquid, Template } from 'liquidjs/dist/liquid.browser.mjs'
import { liquidIssue } from '../experience/liquid-issue.ts'
import { liquidVariables, type LiquidVariable } from '../experience/liquid-variables.ts'
import type { Slot } from '../experience/slot.ts'
import { describeChoice, type Issue } from '../problem/index.ts'
import { checkMarkup } from './check-markup.ts'
import { FIELD_MEMBERS } from './field-members.ts'

/**
 * Checks a slot's template: its Liquid, that it reads only fields that the slot has, and that they stay text.
 */
export function checkTemplate(slot: Slot, liquid: Liquid, pointer: string): Issue[] {
  const { template = '' } = slot
  let parsed: Template[]
  try {
    parsed = liquid.parse(template)
  } catch (cause) {
    return [liquidIssue(cause, pointer)]
  }
  const unknown = liquidVariables(liquid, parsed).flatMap((variable) =>
    checkVariable(slot, variable, pointer),
  )
  return unknown.length > 0 ? unknown : checkMarkup(slot, pointer)
}

function checkVariable(slot: Slot, { root, member, found }: LiquidVariable, pointer: string): Issue[] {
  const field = Object.hasOwn(slot.fields, root) ? slot.fields[root] : undefined
  if (field === undefined) {
    return [
      { pointer, found, expected: describeChoice('a field of the slot', root, Object.keys(slot.fields)) },
    ]
  }
  const members = FIELD_MEMBERS[field.type]
  if (member === null || members === null || members.includes(member)) return []
  const choice = members.map((name) => `${root}.${name}`)
  const expected = describeChoice(`a member of the ${field.type} ${root}`, `${root}.${member}`, choice)
  return [{ pointer, found, expected }]
}
