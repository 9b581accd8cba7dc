import type { Liquid } from 'liquidjs/dist/liquid.browser.mjs'
import type { MergeScope } from './merge-scope.ts'

/** A text that is the same for everybody, or one to be merged with what is known of the visitor. */
export type MergeText = string | ((scope: MergeScope) => string)

/** Whether a text holds Liquid. */
export function hasMergeTags(text: string): boolean {
  return text.includes('{{') || text.includes('{%')
}

/** Compiles a text; throws LiquidJS's error where its Liquid is wrong. */
export function compileMergeText(text: string, liquid: Liquid): MergeText {
  if (!hasMergeTags(text)) return text
  const template = liquid.parse(text)
  return (scope) => String(liquid.renderSync(template, scope))
}
