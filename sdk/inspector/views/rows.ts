import { element } from '../element.ts'

/** What one row says now. */
export interface Row {
  readonly id: string
  readonly summary: readonly Node[]
  readonly body: readonly Node[]
}

/** A list of rows that open. Rows stay the same elements, so that what is open stays open and keeps its focus. */
export interface Rows {
  readonly node: HTMLElement
  update(rows: readonly Row[]): void
}

export function createRows(emptyText: string, createRow: (id: string) => HTMLDetailsElement): Rows {
  const empty = element('p', { class: 'empty' }, emptyText)
  const node = element('div', { class: 'view' }, empty)
  const shown = new Map<string, { readonly row: HTMLDetailsElement; text: string }>()

  const create = (id: string): { row: HTMLDetailsElement; text: string } => {
    const row = createRow(id)
    row.append(element('summary'), element('div', { class: 'row__body' }))
    node.append(row)
    return { row, text: '' }
  }

  return {
    node,
    update: (rows) => {
      empty.hidden = rows.length > 0
      const gone = new Set(shown.keys())
      for (const { id, summary, body } of rows) {
        gone.delete(id)
        const entry = shown.get(id) ?? create(id)
        entry.row.firstElementChild?.replaceChildren(...summary)
        entry.row.lastElementChild?.replaceChildren(...body)
        const text = entry.row.firstElementChild?.textContent ?? ''
        entry.row.classList.toggle('is-changed', entry.text !== '' && entry.text !== text)
        shown.set(id, { row: entry.row, text })
      }
      for (const id of gone) {
        shown.get(id)?.row.remove()
        shown.delete(id)
      }
    },
  }
}
