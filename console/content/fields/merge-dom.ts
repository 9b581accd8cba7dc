import { parseMergeParts, printMergeParts, type MergePart } from '../../../shared/experience/merge-part.ts'
import styles from './merge-text.module.css'

/** Shows the pieces of a text in an element that is edited: words as they are, all else as chips that are one letter wide. */
export function writeParts(
  element: HTMLElement,
  parts: readonly MergePart[],
  labelOf: (path: string) => string,
): void {
  element.replaceChildren(
    ...parts.map((part) => {
      if (part.type === 'text') return document.createTextNode(part.text)
      const chip = document.createElement('span')
      chip.contentEditable = 'false'
      chip.dataset['source'] = printMergeParts([part])
      chip.className = styles[part.type === 'value' ? 'chip' : 'liquid'] ?? ''
      chip.textContent = part.type === 'value' ? labelOf(part.path) : part.source
      return chip
    }),
  )
}

/** Reads the pieces back, whatever was typed or pasted between them. */
export function readParts(element: HTMLElement): MergePart[] {
  const text = [...element.childNodes]
    .map((node) => {
      if (node instanceof HTMLElement && node.dataset['source'] !== undefined) return node.dataset['source']
      return node.textContent ?? ''
    })
    .join('')
  return parseMergeParts(text.replaceAll('\u00A0', ' ').replaceAll('\n', ' '))
}
