import { type Cart, countItems, deliveryOf, goodsOf } from '../cart/cart.ts'
import { formatPrice } from '../catalogue/format-price.ts'
import { emptyCart, keepCart, readCart, whenCartChanges } from './cart-store.ts'
import { cartProperties } from './commerce-properties.ts'
import { edgewise } from './edgewise.ts'
import { find } from './find.ts'

export function startCheckoutPage(): void {
  const checkout = find('[data-checkout]', HTMLElement)
  const thanks = find('[data-thanks]', HTMLElement)
  const empty = find('[data-checkout-empty]', HTMLElement)
  const form = find('[data-checkout-form]', HTMLFormElement)

  whenCartChanges((cart) => {
    checkout.hidden = cart.lines.length === 0
    empty.hidden = !checkout.hidden || !thanks.hidden
    find('[data-checkout-count]', HTMLElement).textContent = describeCount(countItems(cart))
    find('[data-checkout-total]', HTMLElement).textContent = formatPrice(goodsOf(cart) + deliveryOf(cart))
  })
  const { lines } = readCart()
  if (lines.length > 0) edgewise('track', 'Checkout Started', cartProperties(readCart()))

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const firstName = find('[name=firstName]', HTMLInputElement, form).value.trim()
    const cart = readCart()
    order(cart, firstName)
    thanks.hidden = false
    find('[data-order-id]', HTMLElement).textContent = orderId(cart)
    const title = find('[data-thanks-title]', HTMLElement)
    title.textContent = firstName ? `Thank you, ${firstName}` : 'Thank you'
    keepCart(emptyCart())
    title.focus()
  })
}

function order(cart: Cart, firstName: string): void {
  if (firstName) edgewise('identify', { first_name: firstName })
  edgewise('track', 'Order Completed', {
    order_id: orderId(cart),
    ...cartProperties(cart),
    revenue: goodsOf(cart),
    shipping: deliveryOf(cart),
    total: goodsOf(cart) + deliveryOf(cart),
  })
}

function orderId({ id }: Cart): string {
  return `F-${id.slice(0, 6).toUpperCase()}`
}

function describeCount(count: number): string {
  return count === 1 ? '1 thing, delivered' : `${count} things, delivered`
}
