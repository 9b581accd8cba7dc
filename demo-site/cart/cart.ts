import type { Product } from '../catalogue/product.ts'

export interface Cart {
  /** Stays the same until the cart is bought or emptied. */
  readonly id: string
  readonly lines: readonly CartLine[]
}

export interface CartLine {
  readonly product: Product
  readonly quantity: number
}

const FREE_DELIVERY_FROM = 60
const DELIVERY = 6

export function quantityOf(cart: Cart, product: Product): number {
  return cart.lines.find((line) => line.product === product)?.quantity ?? 0
}

/** The cart with so many of a product; none takes it out. */
export function withQuantity({ id, lines }: Cart, product: Product, quantity: number): Cart {
  const others = lines.some((line) => line.product === product) ? lines : [...lines, { product, quantity: 0 }]
  return {
    id,
    lines: others
      .map((line) => (line.product === product ? { product, quantity } : line))
      .filter((line) => line.quantity > 0),
  }
}

export function countItems({ lines }: Cart): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0)
}

export function goodsOf({ lines }: Cart): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)
}

export function deliveryOf(cart: Cart): number {
  return goodsOf(cart) >= FREE_DELIVERY_FROM ? 0 : DELIVERY
}
