import { edgewise } from './edgewise.ts'
import { find } from './find.ts'

/** There is nothing to inspect, and no button, until the script is there. */
export function startInspectButton(): void {
  const button = find('[data-inspect]', HTMLButtonElement)
  button.addEventListener('click', () => edgewise('debug'))
  edgewise('ready', () => {
    button.hidden = false
  })
}
