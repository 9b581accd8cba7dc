import { quantityOf, withQuantity } from '../cart/cart.ts'
import type { Product } from '../catalogue/product.ts'
import { keepCart, readCart } from './cart-store.ts'
import { productProperties } from './commerce-properties.ts'
import { edgewise } from './edgewise.ts'

export function addToCart(product: Product): void {
  change(product, 1)
}

export function takeFromCart(product: Product): void {
  change(product, -1)
}

function change(product: Product, by: 1 | -1): void {
  const cart = readCart()
  keepCart(withQuantity(cart, product, quantityOf(cart, product) + by))
  edgewise('track', by > 0 ? 'Product Added' : 'Product Removed', {
    cart_id: cart.id,
    ...productProperties(product),
    quantity: 1,
  })
}
