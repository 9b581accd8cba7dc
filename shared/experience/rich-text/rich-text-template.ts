import { isSafeUrl } from '../safe-url.ts'

const OUTPUT = /\{\{(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?!\}\}).)*\}\}/gs
/** Stand around the number of a merge tag while the text is read; no text keeps them. */
const [OPEN, CLOSE] = ['\uE000', '\uE001']
const MARKS = /[\uE000\uE001]/g
const TAG = /\uE000(\d+)\uE001/g
const BULLET = /^\s*[-*]\s+(.*)$/
const NUMBER = /^\s*\d{1,9}[.)]\s+(.*)$/
/** A backslash before a mark; a link; bold; italic. In this order, the first that fits at a place. */
const INLINE =
  /\\([\\`*_[\]()#+\-.!])|\[((?:\\.|[^\]\\])*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)|\*\*(?=\S)(.+?\S|\S)\*\*(?!\*)|\*(?=[^\s*])(.+?[^\s*]|[^\s*])\*(?!\*)/gs
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

/**
 * The Liquid that makes the markup of a rich text: paragraphs, line breaks, `**bold**`, `*italic*`, `[links](/path)` and
 * lists of `-` or `1.`. All else is text, markup too. Merge tags stay where they stood, for an engine that escapes: what
 * comes out of them is text, whatever marks it has.
 *
 * Throws where a link's address could be a script, or has a merge tag in it.
 */
export function richTextTemplate(source: string): string {
  const tags: string[] = []
  const text = source.replace(MARKS, '').replace(OUTPUT, (tag) => `${OPEN}${tags.push(tag) - 1}${CLOSE}`)
  const blocks = text.replaceAll('\r\n', '\n').split(/\n(?:[^\S\n]*\n)+/)
  const markup = blocks
    .filter((block) => block.trim() !== '')
    .map(writeBlock)
    .join('')
  return markup.replace(TAG, (_, index: string) => tags[Number(index)] ?? '')
}

/** Lines of one kind, one after the other: of a paragraph, or of a list. */
function writeBlock(block: string): string {
  const groups: { element: 'p' | 'ul' | 'ol'; lines: string[] }[] = []
  for (const line of block.split('\n')) {
    const bullet = BULLET.exec(line)?.[1]
    const number = NUMBER.exec(line)?.[1]
    const element = bullet !== undefined ? 'ul' : number !== undefined ? 'ol' : 'p'
    const content = bullet ?? number ?? line.trim()
    const last = groups.at(-1)
    if (last?.element === element) last.lines.push(content)
    else groups.push({ element, lines: [content] })
  }
  return groups
    .map(({ element, lines }) =>
      element === 'p'
        ? `<p>${lines.map(writeInline).join('<br>')}</p>`
        : `<${element}>${lines.map((line) => `<li>${writeInline(line)}</li>`).join('')}</${element}>`,
    )
    .join('')
}

function writeInline(text: string): string {
  let markup = ''
  let end = 0
  for (const match of text.matchAll(INLINE)) {
    const [whole, escaped, label, address, bold, italic] = match
    markup += escapeText(text.slice(end, match.index))
    if (escaped !== undefined) markup += escapeText(escaped)
    else if (label !== undefined) markup += writeLink(label, address ?? '')
    else if (bold !== undefined) markup += `<strong>${writeInline(bold)}</strong>`
    else markup += `<em>${writeInline(italic ?? '')}</em>`
    end = match.index + whole.length
  }
  return markup + escapeText(text.slice(end))
}

function writeLink(label: string, address: string): string {
  if (address.includes(OPEN)) throw new Error('a link of a rich text has no merge tag in its address')
  if (!isSafeUrl(address, 'link')) {
    throw new Error(`the address of a link is ${JSON.stringify(address)}`)
  }
  // A link in a link is no markup that a browser reads as it is written
  return `<a href="${escapeText(address)}">${writeInline(label).replaceAll(/<a [^>]*>|<\/a>/g, '')}</a>`
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}
