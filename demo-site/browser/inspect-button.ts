import { edgewise } from './edgewise.ts'
import { find } from './find.ts'
import { recall } from './tab-memory.ts'

/** The button in the ribbon, and Alt + E until the inspector is there and listens for it itself. */
export function startInspectButton(): void {
  const button = find('[data-inspect]', HTMLButtonElement)
  const inspect = (): void => edgewise('debug')
  const inspectByKey = (event: KeyboardEvent): void => {
    if (!event.altKey || event.code !== 'KeyE') return
    event.preventDefault()
    inspect()
  }

  button.addEventListener('click', inspect)
  document.addEventListener('keydown', inspectByKey)
  edgewise('on', 'debug', () => document.removeEventListener('keydown', inspectByKey))
  // There is nothing to inspect, and no button, until the script is there
  edgewise('ready', () => {
    button.hidden = false
  })
  // Left open on the last page, it is wanted on this one
  if (recall('ew_inspector') === 'open') inspect()
}
