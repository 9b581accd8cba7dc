import { countItems } from '../cart/cart.ts'
import { whenCartChanges } from './cart-store.ts'
import { find } from './find.ts'

/** The number on the cart, on every page. */
export function startHeader(): void {
  const badge = find('[data-cart-count]', HTMLOutputElement)
  whenCartChanges((cart) => {
    badge.value = String(countItems(cart))
  })
}
