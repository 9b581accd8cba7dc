import { findProduct } from '../catalogue/find-product.ts'
import type { Cart, CartLine } from './cart.ts'

export function writeCart({ id, lines }: Cart): string {
  return JSON.stringify({
    id,
    lines: lines.map(({ product, quantity }) => ({ product: product.id, quantity })),
  })
}

/** The cart in a text that anybody may have written: what makes no sense, or is no longer sold, is left out. */
export function parseCart(text: string): Cart | undefined {
  const cart: unknown = JSON.parse(text)
  if (!isRecord(cart) || typeof cart['id'] !== 'string' || !Array.isArray(cart['lines'])) return undefined
  return { id: cart['id'], lines: cart['lines'].map(parseLine).filter((line) => line !== undefined) }
}

function parseLine(line: unknown): CartLine | undefined {
  if (!isRecord(line) || typeof line['product'] !== 'string') return undefined
  const product = findProduct(line['product'])
  const quantity = Math.floor(Number(line['quantity']))
  return product && quantity > 0 && quantity < 100 ? { product, quantity } : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
