import type { Liquid } from 'liquidjs/dist/liquid.browser.mjs'
import { liquidIssue } from '../experience/liquid-issue.ts'
import { liquidVariables } from '../experience/liquid-variables.ts'
import { MERGE_ROOTS } from '../experience/merge-scope.ts'
import { hasMergeTags } from '../experience/merge-text.ts'
import { describeSafeUrl, isSafeUrl } from '../experience/safe-url.ts'
import type { FieldType, Slot } from '../experience/slot.ts'
import { describeComputed, type ComputedTrait } from '../segment/index.ts'
import { describeChoice, describeValue, toPointer, type Issue } from '../problem/index.ts'

type Path = readonly (string | number)[]

/** What merge tags are read with, and what they may read. */
export interface Texts {
  readonly liquid: Liquid
  readonly computedTraits: readonly ComputedTrait[]
}

/** A member of an image or a link: its kind, and whether it must be there. */
interface Member {
  readonly type: 'text' | 'url' | 'number'
  readonly required: boolean
}

const IMAGE: Readonly<Record<string, Member>> = {
  src: { type: 'url', required: true },
  alt: { type: 'text', required: true },
  width: { type: 'number', required: false },
  height: { type: 'number', required: false },
}
const LINK: Readonly<Record<string, Member>> = {
  href: { type: 'url', required: true },
  label: { type: 'text', required: true },
}

/**
 * Checks what an editor filled into a slot's fields: names, types, required ones, merge tags, addresses.
 *
 * @param mustBeComplete whether required fields have to be there
 */
export function checkFields(
  fields: Readonly<Record<string, unknown>>,
  slot: Slot,
  texts: Texts,
  path: Path,
  mustBeComplete: boolean,
): Issue[] {
  const known = Object.keys(slot.fields)
  const filled = Object.entries(fields).flatMap(([name, value]) => {
    const field = Object.hasOwn(slot.fields, name) ? slot.fields[name] : undefined
    if (field !== undefined) return checkValue(value, field.type, field.required, texts, [...path, name])
    const expected = describeChoice(`a field of the slot ${slot.id}`, name, known)
    return [issue([...path, name], 'a field that the slot does not have', expected)]
  })
  if (!mustBeComplete) return filled
  const missing = Object.entries(slot.fields)
    .filter(([name, field]) => field.required && !Object.hasOwn(fields, name))
    .map(([name, field]) =>
      issue([...path, name], 'nothing', `${describeType(field.type)}; the slot requires it`),
    )
  return [...filled, ...missing]
}

function checkValue(value: unknown, type: FieldType, isRequired: boolean, texts: Texts, path: Path): Issue[] {
  const wrongType = [issue(path, describeValue(value), describeType(type))]
  switch (type) {
    case 'text':
      if (typeof value !== 'string') return wrongType
      if (isRequired && value.trim() === '')
        return [issue(path, 'an empty text', 'a text; the slot requires it')]
      return checkText(value, texts, path)
    case 'number':
      return typeof value === 'number' ? [] : wrongType
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrongType
    case 'list':
      return Array.isArray(value) ? checkStrings(value, texts, path) : wrongType
    case 'image':
      return isRecord(value) ? checkMembers(value, IMAGE, 'image', texts, path) : wrongType
    case 'link':
      return isRecord(value) ? checkMembers(value, LINK, 'link', texts, path) : wrongType
    case 'json':
      return []
  }
}

function checkMembers(
  value: Readonly<Record<string, unknown>>,
  members: Readonly<Record<string, Member>>,
  field: 'image' | 'link',
  texts: Texts,
  path: Path,
): Issue[] {
  const unknown = Object.keys(value)
    .filter((name) => !Object.hasOwn(members, name))
    .map((name) =>
      issue(
        [...path, name],
        'a member that is not known here',
        describeChoice('one of', name, Object.keys(members)),
      ),
    )
  const wrong = Object.entries(members).flatMap(([name, { type, required }]) => {
    const member = value[name]
    const at = [...path, name]
    if (member === undefined) {
      if (!required) return []
      const hint =
        name === 'alt' ? 'what the image shows, for those who cannot see it; "" if it only decorates' : 'text'
      return [issue(at, 'nothing', hint)]
    }
    if (type === 'number') {
      return typeof member === 'number' && member > 0
        ? []
        : [issue(at, describeValue(member), 'a number of pixels')]
    }
    if (typeof member !== 'string') return [issue(at, describeValue(member), 'text')]
    if (type === 'url' && !hasMergeTags(member) && !isSafeUrl(member, field)) {
      return [issue(at, describeValue(member), describeSafeUrl(field))]
    }
    return checkText(member, texts, at)
  })
  return [...unknown, ...wrong]
}

function checkStrings(value: unknown, texts: Texts, path: Path): Issue[] {
  if (typeof value === 'string') return checkText(value, texts, path)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => checkStrings(member, texts, [...path, key]))
}

function checkText(text: string, { liquid, computedTraits }: Texts, path: Path): Issue[] {
  if (!hasMergeTags(text)) return []
  const ids = computedTraits.map(({ id }) => id)
  try {
    return liquidVariables(liquid, liquid.parse(text)).flatMap(({ root, member, found }) => {
      if (root === 'computed' && member !== null && !ids.includes(member))
        return [issue(path, found, describeComputed(member, ids))]
      if (MERGE_ROOTS.includes(root)) return []
      const kind = 'a merge tag such as traits.first_name, that begins with one of'
      return [issue(path, found, describeChoice(kind, root, MERGE_ROOTS))]
    })
  } catch (cause) {
    return [liquidIssue(cause, toPointer(path))]
  }
}

function describeType(type: FieldType): string {
  switch (type) {
    case 'text':
      return 'text'
    case 'number':
      return 'a number'
    case 'boolean':
      return 'true or false'
    case 'list':
      return 'a list'
    case 'image':
      return 'an image: { src, alt, width?, height? }'
    case 'link':
      return 'a link: { href, label }'
    case 'json':
      return 'anything'
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function issue(path: Path, found: string, expected: string): Issue {
  return { pointer: toPointer(path), found, expected }
}
