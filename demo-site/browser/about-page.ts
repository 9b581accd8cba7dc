import { paths } from '../catalogue/paths.ts'
import { emptyCart, keepCart } from './cart-store.ts'
import { edgewise } from './edgewise.ts'
import { find } from './find.ts'

export function startAboutPage(): void {
  find('[data-start-over]', HTMLElement).addEventListener('click', () => {
    keepCart(emptyCart())
    edgewise('reset')
    location.assign(paths.home)
  })
}
