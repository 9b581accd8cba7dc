import type { Liquid } from 'liquidjs/dist/liquid.browser.mjs'
import type { Json, JsonObject } from '../json.ts'
import type { Engines } from './engines.ts'
import type { MergeScope } from './merge-scope.ts'
import { compileMergeText, type MergeText } from './merge-text.ts'
import { compileRichText } from './rich-text/compile-rich-text.ts'
import { describeSafeUrl, isSafeUrl } from './safe-url.ts'
import type { Field, Slot } from './slot.ts'

/** A value that is the same for everybody, or one to be rendered for each visitor. */
type Compiled = { readonly value: Json } | { readonly render: (scope: MergeScope) => Json }

/** The fields of a variant, ready to be rendered. */
export interface CompiledFields {
  /** Whether they come out the same for everybody. */
  readonly isStatic: boolean
  /** Throws where a link or an image would point to a script. */
  readonly render: (scope: MergeScope) => JsonObject
}

/**
 * Compiles the fields of a variant or of a slot's default. Merge tags work in the strings of text, image, link and list
 * fields; a rich text becomes its markup; `json` is left as it is.
 */
export function compileFields(
  fields: Readonly<Record<string, unknown>>,
  slot: Pick<Slot, 'fields'>,
  engines: Engines,
): CompiledFields {
  const compiled = Object.entries(fields).map(
    // `as`: a site document is JSON
    ([name, value]) =>
      [name, compileField(value as Json, slot.fields[name] ?? { type: 'json' }, engines)] as const,
  )
  return {
    isStatic: compiled.every(([, field]) => 'value' in field),
    render: (scope) => Object.fromEntries(compiled.map(([name, field]) => [name, valueOf(field, scope)])),
  }
}

function compileField(value: Json, { type, item }: Pick<Field, 'type' | 'item'>, engines: Engines): Compiled {
  const { text: liquid, markup } = engines
  switch (type) {
    case 'json':
    case 'number':
    case 'boolean':
      return { value }
    case 'text':
      return compileStrings(value, liquid)
    case 'list':
      return item ? compileEntries(value, item, engines) : compileStrings(value, liquid)
    case 'richText':
      return typeof value === 'string' ? toCompiled(compileRichText(value, markup)) : { value }
    case 'link':
      return withSafeUrl(compileStrings(value, liquid), 'link', 'href')
    case 'image':
      return withSafeUrl(compileStrings(value, liquid), 'image', 'src')
  }
}

function toCompiled(text: MergeText): Compiled {
  return typeof text === 'string' ? { value: text } : { render: text }
}

/** Entries whose members are fields of their own. */
function compileEntries(value: Json, item: NonNullable<Field['item']>, engines: Engines): Compiled {
  if (!Array.isArray(value)) return { value }
  return compileMembers(value, (entry: Json) =>
    isJsonObject(entry)
      ? compileMembers(entry, (member, name) => compileField(member, { type: item[name] ?? 'json' }, engines))
      : { value: entry },
  )
}

function compileStrings(value: Json, liquid: Liquid): Compiled {
  if (typeof value === 'string') {
    return toCompiled(compileMergeText(value, liquid))
  }
  if (typeof value !== 'object' || value === null) return { value }
  return compileMembers(value, (member) => compileStrings(member, liquid))
}

function compileMembers(
  value: Exclude<Json, string | number | boolean | null>,
  compile: (member: Json, key: string) => Compiled,
): Compiled {
  const members = Object.entries(value).map(([key, member]) => [key, compile(member ?? null, key)] as const)
  if (members.every(([, member]) => 'value' in member)) return { value }
  if (Array.isArray(value)) return { render: (scope) => members.map(([, member]) => valueOf(member, scope)) }
  return {
    render: (scope) => Object.fromEntries(members.map(([key, member]) => [key, valueOf(member, scope)])),
  }
}

/** A scheme can come out of a merge tag, so it is looked at after rendering. */
function withSafeUrl(compiled: Compiled, field: 'link' | 'image', member: 'href' | 'src'): Compiled {
  if ('value' in compiled) {
    return { value: checkUrl(compiled.value, field, member) }
  }
  return { render: (scope) => checkUrl(compiled.render(scope), field, member) }
}

function checkUrl(value: Json, field: 'link' | 'image', member: 'href' | 'src'): Json {
  const url = isJsonObject(value) ? value[member] : undefined
  if (typeof url === 'string' && !isSafeUrl(url, field)) {
    throw new Error(`${member} is ${JSON.stringify(url)}; it must be ${describeSafeUrl(field)}`)
  }
  return value
}

function isJsonObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function valueOf(compiled: Compiled, scope: MergeScope): Json {
  return 'value' in compiled ? compiled.value : compiled.render(scope)
}
