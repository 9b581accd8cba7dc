import { element } from './element.ts'

export interface Tab {
  readonly id: string
  readonly label: string
  readonly node: HTMLElement
}

/** Tabs as the ARIA practices describe them: one stop of the Tab key, arrows between them. */
export function createTabs(tabs: readonly Tab[]): {
  readonly list: HTMLElement
  readonly panels: readonly HTMLElement[]
  readonly show: (id: string) => void
} {
  const buttons = tabs.map(({ id, label }) =>
    element(
      'button',
      { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': `panel-${id}` },
      label,
    ),
  )
  const panels = tabs.map(({ id, node }) =>
    element(
      'div',
      { role: 'tabpanel', id: `panel-${id}`, 'aria-labelledby': `tab-${id}`, tabindex: 0 },
      node,
    ),
  )

  const select = (selected: number): void => {
    for (const [index, button] of buttons.entries()) {
      button.setAttribute('aria-selected', String(index === selected))
      button.tabIndex = index === selected ? 0 : -1
    }
    for (const [index, panel] of panels.entries()) panel.hidden = index !== selected
  }

  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'What to inspect' }, ...buttons)
  for (const [index, button] of buttons.entries()) button.addEventListener('click', () => select(index))
  list.addEventListener('keydown', (event) => {
    const current = buttons.findIndex((button) => button.tabIndex === 0)
    const next = neighbour(event.key, current, buttons.length)
    if (next === undefined) return
    event.preventDefault()
    select(next)
    buttons[next]?.focus()
  })
  select(0)
  return { list, panels, show: (id) => select(tabs.findIndex((tab) => tab.id === id)) }
}

function neighbour(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (current + 1) % count
    case 'ArrowLeft':
      return (current + count - 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
