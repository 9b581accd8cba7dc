import { paths } from '../catalogue/paths.ts'
import { emptyCart, keepCart } from './cart-store.ts'
import { find } from './find.ts'

export function startAboutPage(): void {
  find('[data-start-over]', HTMLElement).addEventListener('click', () => void startOver())
}

async function startOver(): Promise<void> {
  keepCart(emptyCart())
  await window.edgewise?.reset?.()
  location.assign(paths.home)
}
