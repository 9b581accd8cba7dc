import { Tokenizer, TypeGuards } from 'liquidjs/dist/liquid.browser.mjs'
import { MERGE_ROOTS } from './merge-scope.ts'

const PATH = /^\s*([a-zA-Z_]\w*)\b/
const FALLBACK = /\|\s*default\s*:/
const OPENS = new Set(['if', 'unless', 'case', 'for', 'capture'])

/**
 * The merge tags of a text that say nothing where their value is not known: without a fallback, and in no condition, which
 * may have asked for it.
 */
export function unguardedTags(text: string): string[] {
  let depth = 0
  return tokensOf(text).flatMap((token) => {
    if (TypeGuards.isTagToken(token)) {
      if (OPENS.has(token.name)) depth += 1
      else if (token.name.startsWith('end')) depth -= 1
      return []
    }
    if (!TypeGuards.isOutputToken(token) || depth > 0 || FALLBACK.test(token.content)) return []
    const root = PATH.exec(token.content)?.[1]
    return root !== undefined && MERGE_ROOTS.includes(root) ? [token.getText()] : []
  })
}

function tokensOf(text: string) {
  try {
    return new Tokenizer(text).readTopLevelTokens()
  } catch {
    // Liquid that cannot be read is complained of where it is checked
    return []
  }
}
