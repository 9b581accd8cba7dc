import { findProduct } from '../catalogue/find-product.ts'
import { addToCart } from './change-cart.ts'
import { confirmOn } from './confirm-on.ts'

/** Every button with `data-add`, those that come later too. */
export function startAddButtons(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-add]') : null
    const product = findProduct(button?.dataset['add'])
    if (!button || !product) return
    addToCart(product)
    confirmOn(button)
  })
}
