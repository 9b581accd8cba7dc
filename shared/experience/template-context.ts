/** Where in the markup an output of a template stands. */
export type TemplateContext =
  | { readonly type: 'text' }
  /** Between the names and values of a tag, in a tag's name, or in a comment. */
  | { readonly type: 'markup' }
  /** Inside an element whose text the browser does not read as text: `script`, `style` … */
  | { readonly type: 'code'; readonly element: string }
  | {
      readonly type: 'attribute'
      readonly element: string
      readonly name: string
      readonly isQuoted: boolean
      /** What stands before it in the same value, {@link OUTPUT} for other outputs. */
      readonly prefix: string
    }

/** What a template's author wrote: the beginning of an element, or one of its attributes. */
export interface TemplateMarkup {
  readonly element: string
  /** Null: the element itself. */
  readonly attribute: string | null
  /** The attribute's value, {@link OUTPUT} for outputs. */
  readonly value: string
}

/** Stands for an output in the value of an attribute; no template has this character. */
export const OUTPUT = '\uFFFC'

const CODE_ELEMENTS = new Set([
  'script',
  'style',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'plaintext',
])
const BLANK = /\s/
const LETTER = /[a-z]/i

type State =
  | 'text'
  | 'tag-open'
  | 'end-tag'
  | 'declaration'
  | 'comment'
  | 'tag-name'
  | 'before-attribute'
  | 'attribute-name'
  | 'after-name'
  | 'before-value'
  | 'quoted'
  | 'unquoted'
  | 'code'

/**
 * Reads a template's markup from left to right, as the HTML standard's tokenizer does (simplified), to tell where its
 * outputs stand. Branches are read one after the other, so each must leave the markup as it found it.
 */
export function createTemplateReader(onMarkup: (markup: TemplateMarkup) => void) {
  let state: State = 'text'
  let element = ''
  let attribute = ''
  let quote = ''
  let value = ''
  /** The newest characters, where an end is more than one character long. */
  let tail = ''

  function openElement(): void {
    onMarkup({ element, attribute: null, value: '' })
    tail = ''
    state = CODE_ELEMENTS.has(element) ? 'code' : 'text'
  }

  function closeAttribute(): void {
    onMarkup({ element, attribute, value })
    value = ''
    attribute = ''
  }

  function startAttribute(character: string): void {
    attribute = character.toLowerCase()
    state = 'attribute-name'
  }

  function read(character: string): void {
    const isBlank = BLANK.test(character)
    switch (state) {
      case 'text':
        if (character === '<') state = 'tag-open'
        return
      case 'tag-open':
        element = ''
        tail = ''
        if (LETTER.test(character)) {
          element = character.toLowerCase()
          state = 'tag-name'
        } else if (character === '/') state = 'end-tag'
        else if (character === '!' || character === '?') state = 'declaration'
        else if (character !== '<') state = 'text'
        return
      case 'end-tag':
        if (character === '>') state = 'text'
        return
      case 'declaration':
        tail += character
        if (tail === '--') state = 'comment'
        else if (character === '>') state = 'text'
        return
      case 'comment':
        tail = (tail + character).slice(-3)
        if (tail === '-->') state = 'text'
        return
      case 'tag-name':
        if (character === '>') openElement()
        else if (isBlank || character === '/') state = 'before-attribute'
        else element += character.toLowerCase()
        return
      case 'before-attribute':
        if (character === '>') openElement()
        else if (!isBlank && character !== '/') startAttribute(character)
        return
      case 'attribute-name':
        if (character === '=') state = 'before-value'
        else if (character === '>' || character === '/' || isBlank) {
          state = isBlank ? 'after-name' : 'before-attribute'
          if (!isBlank) closeAttribute()
          if (character === '>') openElement()
        } else attribute += character.toLowerCase()
        return
      case 'after-name':
        if (character === '=') state = 'before-value'
        else if (!isBlank) {
          closeAttribute()
          if (character === '>') openElement()
          else if (character === '/') state = 'before-attribute'
          else startAttribute(character)
        }
        return
      case 'before-value':
        if (character === '"' || character === "'") {
          quote = character
          state = 'quoted'
        } else if (character === '>') {
          closeAttribute()
          openElement()
        } else if (!isBlank) {
          value = character
          state = 'unquoted'
        }
        return
      case 'quoted':
        if (character === quote) {
          closeAttribute()
          state = 'before-attribute'
        } else value += character
        return
      case 'unquoted':
        if (character === '>' || isBlank) {
          closeAttribute()
          if (character === '>') openElement()
          else state = 'before-attribute'
        } else value += character
        return
      case 'code':
        tail = (tail + character.toLowerCase()).slice(-(element.length + 2))
        if (tail === `</${element}`) state = 'end-tag'
    }
  }

  return {
    /** Reads what the template has written out. */
    markup(text: string): void {
      for (const character of text) read(character)
    },
    /** The attribute in whose value this place is; null: in none. */
    attribute(): string | null {
      return state === 'before-value' || state === 'quoted' || state === 'unquoted' ? attribute : null
    },
    /** Tells places apart: what follows is read alike at two places with the same position. */
    position(): string {
      if (state === 'text') return state
      // <p{% if … %} class="…"{% endif %}>: after a tag's name as after its attributes
      const where = state === 'tag-name' ? 'before-attribute' : state
      return [where, element, attribute, state === 'quoted' ? quote : ''].join(' ')
    },
    /** Where an output at this place stands. */
    output(): TemplateContext {
      if (state === 'text') return { type: 'text' }
      if (state === 'code') return { type: 'code', element }
      if (state === 'before-value') state = 'unquoted'
      if (state !== 'quoted' && state !== 'unquoted') return { type: 'markup' }
      const prefix = value
      value += OUTPUT
      return { type: 'attribute', element, name: attribute, isQuoted: state === 'quoted', prefix }
    },
  }
}
