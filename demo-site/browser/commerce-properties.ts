import { type Cart, goodsOf } from '../cart/cart.ts'
import { CURRENCY } from '../catalogue/currency.ts'
import type { Product } from '../catalogue/product.ts'

/** A product in the words of Segment's e-commerce spec. */
export function productProperties({ id, name, category, price }: Product): object {
  return { product_id: id, name, category, price, currency: CURRENCY }
}

/** A cart in the words of Segment's e-commerce spec. */
export function cartProperties(cart: Cart): object {
  return {
    cart_id: cart.id,
    value: goodsOf(cart),
    currency: CURRENCY,
    products: cart.lines.map(({ product, quantity }) => ({ ...productProperties(product), quantity })),
  }
}
