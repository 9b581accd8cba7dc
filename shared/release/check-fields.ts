import type { Liquid } from 'liquidjs/dist/liquid.browser.mjs'
import { liquidIssue } from '../experience/liquid-issue.ts'
import { liquidVariables } from '../experience/liquid-variables.ts'
import { MERGE_ROOTS } from '../experience/merge-scope.ts'
import { hasMergeTags } from '../experience/merge-text.ts'
import { richTextTemplate } from '../experience/rich-text/rich-text-template.ts'
import { describeSafeUrl, isSafeUrl } from '../experience/safe-url.ts'
import type { Field, FieldType, Slot } from '../experience/slot.ts'
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
    if (field !== undefined) return checkField(value, field, texts, [...path, name])
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

function checkField(value: unknown, { type, required, item }: Field, texts: Texts, path: Path): Issue[] {
  if (item === undefined || !Array.isArray(value)) return checkValue(value, type, required, texts, path)
  return value.flatMap((entry, index) => checkEntry(entry, item, texts, [...path, index]))
}

function checkEntry(entry: unknown, item: NonNullable<Field['item']>, texts: Texts, path: Path): Issue[] {
  const known = Object.keys(item)
  if (!isRecord(entry)) {
    return [issue(path, describeValue(entry), `an entry of the list: { ${known.join(', ')} }`)]
  }
  return Object.entries(entry).flatMap(([name, value]) => {
    const type = Object.hasOwn(item, name) ? item[name] : undefined
    if (type !== undefined) return checkValue(value, type, false, texts, [...path, name])
    return [issue([...path, name], 'a member that is not known here', describeChoice('one of', name, known))]
  })
}

function checkValue(value: unknown, type: FieldType, isRequired: boolean, texts: Texts, path: Path): Issue[] {
  const wrongType = [issue(path, describeValue(value), describeType(type))]
  switch (type) {
    case 'text':
      if (typeof value !== 'string') return wrongType
      return checkFilled(value, isRequired, path) ?? checkText(value, texts, path)
    case 'richText':
      return typeof value === 'string' ? checkRichText(value, isRequired, texts, path) : wrongType
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

function checkFilled(text: string, isRequired: boolean, path: Path): Issue[] | null {
  if (!isRequired || text.trim() !== '') return null
  return [issue(path, 'an empty text', 'a text; the slot requires it')]
}

function checkRichText(text: string, isRequired: boolean, texts: Texts, path: Path): Issue[] {
  const empty = checkFilled(text, isRequired, path)
  if (empty !== null) return empty
  const tag = /\{%.*?(?:%\}|$)/s.exec(text)?.[0]
  if (tag !== undefined) {
    return [issue(path, tag, 'merge tags of the form {{ … }} only: a condition could cut markup in two')]
  }
  try {
    richTextTemplate(text)
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause)
    return [issue(path, found, describeSafeUrl('link'))]
  }
  return checkText(text, texts, path)
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
    case 'richText':
      return 'a rich text'
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
