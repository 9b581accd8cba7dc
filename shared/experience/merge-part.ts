import { Tokenizer, TypeGuards } from 'liquidjs/dist/liquid.browser.mjs'

/** A piece of a text, as an editor handles it. */
export type MergePart =
  | { readonly type: 'text'; readonly text: string }
  /** A value of the visitor: `{{ traits.first_name | default: "there" }}`. */
  | {
      readonly type: 'value'
      /** `traits.first_name` */
      readonly path: string
      /** What stands there where the value is not known; null: nothing does. */
      readonly fallback: string | null
    }
  /** Any other Liquid, as it is: a condition, a filter. */
  | { readonly type: 'liquid'; readonly source: string }

const VALUE =
  /^\s*([a-zA-Z_][\w-]*(?:\.[\w-]+)*)\s*(?:\|\s*default:\s*("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')\s*)?$/s
/** Characters that a text gives by name or number, which few do. */
const NAMED = /\\[bfnrtvu0-7]/

/**
 * Reads a text into the pieces that an editor handles. {@link printMergeParts} writes them so that they mean the same, and
 * are read as the same pieces again. Liquid that cannot be read is one piece of text, for the check to complain of.
 */
export function parseMergeParts(text: string): MergePart[] {
  try {
    return new Tokenizer(text).readTopLevelTokens().map((token): MergePart => {
      const source = token.getText()
      if (TypeGuards.isHTMLToken(token)) return { type: 'text', text: source }
      // `{{-` takes the blanks before it away, which a chip would not show
      const isPlain = TypeGuards.isOutputToken(token) && /^\{\{[^-].*[^-]\}\}$/s.test(source)
      const [, path, fallback] = (isPlain && VALUE.exec(token.content)) || []
      if (path === undefined || NAMED.test(fallback ?? '')) return { type: 'liquid', source }
      return {
        type: 'value',
        path,
        fallback: fallback === undefined ? null : fallback.slice(1, -1).replace(/\\(.)/gs, '$1'),
      }
    })
  } catch {
    return [{ type: 'text', text }]
  }
}

/** Writes the pieces of a text. */
export function printMergeParts(parts: readonly MergePart[]): string {
  return parts
    .map((part) => {
      switch (part.type) {
        case 'text':
          return part.text
        case 'liquid':
          return part.source
        case 'value':
          return part.fallback === null
            ? `{{ ${part.path} }}`
            : `{{ ${part.path} | default: ${writeString(part.fallback)} }}`
      }
    })
    .join('')
}

function writeString(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
