import {
  Tokenizer,
  TypeGuards,
  type OutputToken,
  type TagToken,
  type Token,
} from 'liquidjs/dist/liquid.browser.mjs'
import { isSafeUrl } from '../experience/safe-url.ts'
import type { Slot } from '../experience/slot.ts'
import {
  createTemplateReader,
  OUTPUT,
  type TemplateContext,
  type TemplateMarkup,
} from '../experience/template-context.ts'
import { describeChoice, type Issue } from '../problem/index.ts'
import { FIELD_MEMBERS } from './field-members.ts'

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
/** A tag that gives a name a value of its own. */
const NAMING = /^(?:assign|capture|for)\s+["']?([\w-]+)/
const BRANCHING = new Set(['if', 'unless', 'case', 'for', 'capture'])
const BETWEEN_BRANCHES = new Set(['else', 'elsif', 'when'])

/**
 * Checks that no field can become more than text in a template's markup: not a tag, not a script, not the scheme of an
 * address. The template's Liquid must be right.
 */
export function checkMarkup(slot: Slot, pointer: string): Issue[] {
  const issues: Issue[] = []
  const written: TemplateMarkup[] = []
  const reader = createTemplateReader((markup) => written.push(markup))
  const beforeBranches: string[] = []

  for (const token of new Tokenizer(slot.template ?? '').readTopLevelTokens()) {
    const complain = (expected: string) =>
      issues.push({ pointer, found: `${token.getText()} ${place(token)}`, expected })
    if (TypeGuards.isHTMLToken(token)) {
      reader.markup(token.getText())
    } else if (TypeGuards.isOutputToken(token)) {
      const expected = checkOutput(slot, token, reader.output())
      if (expected !== null) complain(expected)
    } else if (TypeGuards.isTagToken(token)) {
      const expected = checkTag(slot, token, reader.attribute())
      if (expected !== null) complain(expected)
      const isEnd = token.name.startsWith('end')
      if (BRANCHING.has(token.name)) beforeBranches.push(reader.position())
      else if (isEnd || BETWEEN_BRANCHES.has(token.name)) {
        // What comes after is read on from one branch only, so it must not matter from which
        if (beforeBranches.at(-1) !== reader.position()) {
          complain('a branch that leaves the markup as it found it: what it opens, tag or quote, it closes')
          break
        }
        if (isEnd) beforeBranches.pop()
      }
    }
  }
  return [...issues, ...written.flatMap((markup) => checkWritten(markup, pointer))]
}

/** What would be right in place of this tag; null where it is right. */
function checkTag(slot: Slot, token: TagToken, attribute: string | null): string | null {
  if (attribute !== null && URL_ATTRIBUTES.has(attribute)) {
    return `no tags inside the address in ${attribute}: put the condition around the whole attribute`
  }
  if (token.name === 'assign') {
    const field = richTextIn(slot, token.content)
    if (field !== undefined) return `{{ ${field} }} itself where it is to stand, not another name for it`
  }
  const name = NAMING.exec(token.content)?.[1]
  if (name === undefined || !Object.hasOwn(slot.fields, name)) return null
  return `another name than ${name}, which is a field of the slot`
}

/** What would be right in place of this output; null where it is right. */
function checkOutput(slot: Slot, token: OutputToken, context: TemplateContext): string | null {
  const [path = '', ...filters] = token.content.split('|').map((part) => part.trim())
  const [, root = '', member = ''] = PATH.exec(path) ?? []
  const type = Object.hasOwn(slot.fields, root) ? slot.fields[root]?.type : undefined
  if (member === '' && filters.length === 0 && (type === 'image' || type === 'link')) {
    const members = FIELD_MEMBERS[type] ?? []
    return describeChoice(
      `a member of the ${type}`,
      '',
      members.map((name) => `${root}.${name}`),
    )
  }
  const richText = richTextIn(slot, token.content)
  if (richText !== undefined && (context.type !== 'text' || token.content.trim() !== richText)) {
    return `{{ ${richText} }} by itself, between elements: it is a rich text, which is markup`
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
      const isUrlField = (type === 'link' && member === '.href') || (type === 'image' && member === '.src')
      const isChecked = filters.length === 0 ? isUrlField : filters.at(-1) === 'safe_url'
      if (prefix === '' && isChecked) return null
      return `an address in ${name}: the href of a link or the src of an image without a filter, or any value with "| safe_url" last, or a path before it`
    }
  }
}

/** The rich text that a piece of Liquid reads. A text in quotes that says its name counts as well: rather once too often. */
function richTextIn({ fields }: Slot, liquid: string): string | undefined {
  const names = new Set(liquid.match(/[a-zA-Z][\w-]*/g))
  return Object.keys(fields).find((name) => fields[name]?.type === 'richText' && names.has(name))
}

function checkWritten({ element, attribute, value }: TemplateMarkup, pointer: string): Issue[] {
  if (attribute === null) {
    if (element !== 'script') return []
    const expected = 'markup only: scripts of a template never run in the page'
    return [{ pointer, found: '<script>', expected }]
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
