import { findProduct } from '../catalogue/find-product.ts'
import { formatPrice } from '../catalogue/format-price.ts'
import { paths } from '../catalogue/paths.ts'
import type { Product } from '../catalogue/product.ts'
import { productProperties } from './commerce-properties.ts'
import { edgewise } from './edgewise.ts'
import { find } from './find.ts'

/** A product without leaving the page: so that what the look changes is seen at once. */
export function startQuickView(): void {
  const dialog = find('[data-quick-view-dialog]', HTMLDialogElement)

  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-quick-view]') : null
    const product = findProduct(button?.dataset['quickView'])
    if (!product) return
    fill(dialog, product)
    dialog.show()
    edgewise('track', 'Product Viewed', productProperties(product))
  })

  // A dialog that leaves the page usable has to listen for this itself.
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') dialog.close()
  })

  // The row may have been put in another order meanwhile, and the button that opened it replaced by its like.
  dialog.addEventListener('close', () => {
    const opener = document.querySelector<HTMLElement>(`[data-quick-view="${dialog.dataset['product']}"]`)
    opener?.focus({ preventScroll: true })
  })
}

function fill(dialog: HTMLDialogElement, product: Product): void {
  dialog.dataset['product'] = product.id
  const image = find('[data-image]', HTMLImageElement, dialog)
  image.src = paths.productImage(product.id)
  image.alt = product.imageAlt
  find('[data-kind]', HTMLElement, dialog).textContent = product.kind
  find('[data-name]', HTMLElement, dialog).textContent = product.name
  find('[data-price]', HTMLElement, dialog).textContent = formatPrice(product.price)
  find('[data-description]', HTMLElement, dialog).textContent = product.description
  find('[data-add]', HTMLElement, dialog).dataset['add'] = product.id
  find('[data-link]', HTMLAnchorElement, dialog).href = paths.product(product.id)
}
