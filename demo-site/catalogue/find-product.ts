import type { Product } from './product.ts'
import { products } from './products.ts'

const byId = new Map(products.map((product) => [product.id, product]))

export function findProduct(id: string | undefined): Product | undefined {
  return id === undefined ? undefined : byId.get(id)
}
