import type { Liquid } from 'liquidjs/dist/liquid.browser.mjs'
import { compileMergeText, type MergeText } from '../merge-text.ts'
import { richTextTemplate } from './rich-text-template.ts'

/**
 * Compiles a rich text to its markup.
 *
 * @param markup An engine that escapes what merge tags put out.
 */
export function compileRichText(source: string, markup: Liquid): MergeText {
  return compileMergeText(richTextTemplate(source), markup)
}
