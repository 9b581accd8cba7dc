import { element } from './element.ts'
import styles from './inspector.css'

const TAG = 'edgewise-inspector'

/** The inspector's frame on the page: a button, and the panel that it opens. */
export interface Panel {
  readonly root: ShadowRoot
  /** Shows what belongs into the panel. */
  fill(...content: readonly Node[]): void
  /** `byUser`: the focus goes along. */
  setOpen(isOpen: boolean, byUser: boolean): void
  /** Whether the light beside the name is on. */
  setLive(isLive: boolean): void
}

/** @param toggled - the visitor wants it open, or closed */
export function createPanel(toggled: (isOpen: boolean) => void): Panel {
  const host = document.createElement(TAG)
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [sheet]

  const toggle = element(
    'button',
    {
      type: 'button',
      class: 'toggle',
      'aria-expanded': 'false',
      'aria-controls': 'panel',
      'aria-keyshortcuts': 'Alt+E',
    },
    element('span', { class: 'dot', 'aria-hidden': 'true' }),
    'Edgewise',
  )
  const close = element(
    'button',
    { type: 'button', class: 'close', 'aria-label': 'Close the inspector', title: 'Alt + E, or Escape' },
    '×',
  )
  const content = element('div', { class: 'content' })
  const panel = element(
    'section',
    { id: 'panel', class: 'panel', 'aria-label': 'Edgewise inspector', hidden: true, tabindex: -1 },
    element(
      'header',
      {},
      element('h2', {}, element('span', { class: 'dot', 'aria-hidden': 'true' }), 'Edgewise'),
      close,
    ),
    content,
  )
  root.append(toggle, panel)
  // Beside the body, not in it: a page that renders its body anew does not take the inspector along
  document.documentElement.append(host)

  toggle.addEventListener('click', () => toggled(true))
  close.addEventListener('click', () => toggled(false))
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    toggled(false)
  })
  document.addEventListener('keydown', (event) => {
    // By the key's place: with Alt held, a Mac types another letter
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyE') return
    event.preventDefault()
    toggled(panel.hidden !== false)
  })

  return {
    root,
    setLive: (isLive) => host.toggleAttribute('data-live', isLive),
    fill: (...nodes) => content.replaceChildren(...nodes),
    setOpen: (isOpen, byUser) => {
      panel.hidden = !isOpen
      toggle.hidden = isOpen
      toggle.setAttribute('aria-expanded', String(isOpen))
      if (byUser) (isOpen ? panel : toggle).focus({ preventScroll: true })
    },
  }
}
