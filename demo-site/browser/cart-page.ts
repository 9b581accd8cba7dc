import { type CartLine, deliveryOf, goodsOf } from '../cart/cart.ts'
import { formatPrice } from '../catalogue/format-price.ts'
import { paths } from '../catalogue/paths.ts'
import { readCart, whenCartChanges } from './cart-store.ts'
import { addToCart, takeFromCart } from './change-cart.ts'
import { cartProperties } from './commerce-properties.ts'
import { edgewise } from './edgewise.ts'
import { find } from './find.ts'

export function startCartPage(): void {
  const filled = find('[data-cart-filled]', HTMLElement)
  const empty = find('[data-cart-empty]', HTMLElement)
  const list = find('[data-cart-lines]', HTMLElement)

  whenCartChanges((cart) => {
    filled.hidden = cart.lines.length === 0
    empty.hidden = !filled.hidden
    showLines(list, cart.lines)
    find('[data-cart-goods]', HTMLElement).textContent = formatPrice(goodsOf(cart))
    find('[data-cart-delivery]', HTMLElement).textContent = deliveryOf(cart)
      ? formatPrice(deliveryOf(cart))
      : 'Free'
    find('[data-cart-total]', HTMLElement).textContent = formatPrice(goodsOf(cart) + deliveryOf(cart))
  })
  edgewise('track', 'Cart Viewed', cartProperties(readCart()))
}

/** Lines stay the same elements while they stay in the cart, so that a press on “+” keeps its focus. */
function showLines(list: HTMLElement, lines: readonly CartLine[]): void {
  const shown = new Map([...list.children].map((item) => [(item as HTMLElement).dataset['product'], item]))
  for (const line of lines) {
    const item = shown.get(line.product.id) ?? list.appendChild(createLine(line))
    shown.delete(line.product.id)
    find('[data-quantity]', HTMLOutputElement, item).value = String(line.quantity)
    find('[data-price]', HTMLElement, item).textContent = formatPrice(line.product.price * line.quantity)
  }
  for (const gone of shown.values()) gone.remove()
}

function createLine({ product }: CartLine): HTMLElement {
  const item = find(
    'li',
    HTMLLIElement,
    document.importNode(find('[data-cart-line]', HTMLTemplateElement).content, true),
  )
  item.dataset['product'] = product.id
  const image = find('[data-image]', HTMLImageElement, item)
  image.src = paths.productImage(product.id)
  image.alt = product.imageAlt
  find('[data-link]', HTMLAnchorElement, item).href = paths.product(product.id)
  find('[data-name]', HTMLElement, item).textContent = product.name
  find('[data-kind]', HTMLElement, item).textContent = product.kind
  const fewer = find('[data-fewer]', HTMLButtonElement, item)
  fewer.ariaLabel = `One ${product.name} less`
  fewer.onclick = () => takeFromCart(product)
  const more = find('[data-more]', HTMLButtonElement, item)
  more.ariaLabel = `One ${product.name} more`
  more.onclick = () => addToCart(product)
  return item
}
