import { type CategoryId, categories } from './category.ts'
import type { Product } from './product.ts'
import { products } from './products.ts'

const ROW_LENGTH = 8

/** The front page’s row: every shelf in turn, or one shelf first. */
export function featured(first?: CategoryId): readonly Product[] {
  const shelves = categories.map(({ id }) => products.filter((product) => product.category === id))
  const inTurn = products.map(
    (_, index) => shelves[index % shelves.length]?.[Math.floor(index / shelves.length)],
  )
  return inTurn
    .filter((product) => product !== undefined)
    .toSorted((a, b) => Number(b.category === first) - Number(a.category === first))
    .slice(0, ROW_LENGTH)
}
