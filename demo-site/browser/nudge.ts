import { readCart } from './cart-store.ts'
import { find } from './find.ts'
import { recall, remember } from './tab-memory.ts'

const KEY = 'fernweh.nudge-dismissed'

/** Whoever dismisses the reminder is not reminded of the same cart again in this tab. */
export function startNudge(): void {
  const place = find('[data-nudge]', HTMLElement)
  place.hidden = recall(KEY) === readCart().id
  find('[data-nudge-close]', HTMLElement).addEventListener('click', () => {
    place.hidden = true
    remember(KEY, readCart().id)
  })
}
