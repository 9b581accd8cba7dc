import {
  Tokenizer,
  TypeGuards,
  type Liquid,
  type OutputToken,
  type Template,
  type Token,
} from 'liquidjs/dist/liquid.browser.mjs'
import { liquidIssue } from '../experience/liquid-issue.ts'
import { liquidVariables, type LiquidVariable } from '../experience/liquid-variables.ts'
import { isSafeUrl } from '../experience/safe-url.ts'
import type { FieldType, Slot } from '../experience/slot.ts'
import {
  createTemplateReader,
  OUTPUT,
  type TemplateContext,
  type TemplateMarkup,
} from '../experience/template-context.ts'
import { describeChoice, type Issue } from '../problem/index.ts'

const MEMBERS: Readonly<Record<FieldType, readonly string[] | null>> = {
  text: ['size'],
  number: [],
  boolean: [],
  image: ['src', 'alt', 'width', 'height'],
  link: ['href', 'label'],
  list: null,
  json: null,
}

const URL_ATTRIBUTES = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'poster',
  'data',
  'background',
  'cite',
  'ping',
  'srcset',
  'xlink:href',
])
/** What stands before an output in an address and settles its scheme. */
const SETTLED = new RegExp(`^(?:(?:https?|mailto|tel):|${OUTPUT}?[^:${OUTPUT}]*[/?#])`, 'i')
/** An output that begins an address, with something after it that could make it a scheme. */
const UNSETTLED = new RegExp(`^${OUTPUT}[^/?#]*[:${OUTPUT}]`)
const PATH = /^([a-zA-Z][\w-]*)((?:\.[\w-]+)*)$/

/**
 * Checks a slot's template: its Liquid, that it reads only fields that the slot has, and that no field can become more
 * than text: not a tag, not a script, not the scheme of an address.
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
  const members = MEMBERS[field.type]
  if (member === null || members === null || members.includes(member)) return []
  const choice = members.map((name) => `${root}.${name}`)
  const expected = describeChoice(`a member of the ${field.type} ${root}`, `${root}.${member}`, choice)
  return [{ pointer, found, expected }]
}

function checkMarkup(slot: Slot, pointer: string): Issue[] {
  const issues: Issue[] = []
  const written: TemplateMarkup[] = []
  const reader = createTemplateReader((markup) => written.push(markup))
  for (const token of new Tokenizer(slot.template ?? '').readTopLevelTokens()) {
    if (TypeGuards.isHTMLToken(token)) reader.markup(token.getText())
    else if (TypeGuards.isOutputToken(token)) {
      const expected = checkOutput(slot, token, reader.output())
      if (expected !== null) issues.push({ pointer, found: `${token.getText()} ${place(token)}`, expected })
    }
  }
  return [...issues, ...written.flatMap((markup) => checkWritten(markup, pointer))]
}

/** What would be right in place of this output; null where it is right. */
function checkOutput(slot: Slot, token: OutputToken, context: TemplateContext): string | null {
  const [path = '', ...filters] = token.content.split('|').map((part) => part.trim())
  const [, root = '', members = ''] = PATH.exec(path) ?? []
  const type = slot.fields[root]?.type
  if (members === '' && filters.length === 0 && (type === 'image' || type === 'link')) {
    return describeChoice(
      `a member of the ${type}`,
      '',
      MEMBERS[type]!.map((name) => `${root}.${name}`),
    )
  }
  switch (context.type) {
    case 'text':
      return null
    case 'markup':
      return 'an output in the text or in a quoted attribute, not inside a tag or a comment'
    case 'code':
      return `no output inside <${context.element}>`
    case 'attribute': {
      const { name, isQuoted, prefix } = context
      if (!isQuoted) return `quotes around the attribute's value: ${name}="{{ … }}"`
      if (name.startsWith('on') || name === 'style' || name === 'srcdoc') {
        return `no output in the attribute ${name}, which runs or styles what it is given`
      }
      if (!URL_ATTRIBUTES.has(name) || SETTLED.test(prefix)) return null
      const isUrlField = (type === 'link' && members === '.href') || (type === 'image' && members === '.src')
      if (prefix === '' && (filters.at(-1) === 'safe_url' || (isUrlField && filters.length === 0))) {
        return null
      }
      return `an address in ${name}: the href of a link or the src of an image without a filter, or any value with "| safe_url" last, or a path before it`
    }
  }
}

function checkWritten({ element, attribute, value }: TemplateMarkup, pointer: string): Issue[] {
  if (attribute === null) {
    if (element !== 'script') return []
    return [
      { pointer, found: '<script>', expected: 'markup only: scripts of a template never run in the page' },
    ]
  }
  const found = `${attribute}="${value.replaceAll(OUTPUT, '{{ … }}')}" on <${element}>`
  if (attribute.startsWith('on')) {
    return [{ pointer, found, expected: 'no event handlers: a strict content security policy refuses them' }]
  }
  if (!URL_ATTRIBUTES.has(attribute)) return []
  if (!isSafeUrl(value, 'link')) return [{ pointer, found, expected: 'an address that is no script' }]
  if (!UNSETTLED.test(value)) return []
  return [{ pointer, found, expected: 'after an output that begins an address: /, ? or # first, or nothing' }]
}

function place(token: Token): string {
  const [line, column] = token.getPosition()
  return `at line ${line}, column ${column}`
}
