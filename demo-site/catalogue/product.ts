import type { CategoryId } from './category.ts'

/** `price` is in whole euros; the shop sells nothing with cents. */
export interface Product {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly category: CategoryId
  readonly price: number
  readonly summary: string
  readonly description: string
  readonly facts: readonly string[]
  /** What the picture shows, for those who cannot see it. */
  readonly imageAlt: string
}
