import type { Markup } from './html.ts'

/** A page of the shop before it has its frame. */
export interface Page {
  readonly path: string
  /** Picks the behaviour in `browser/` and the styles. */
  readonly name: 'home' | 'category' | 'product' | 'cart' | 'checkout' | 'about' | 'not-found'
  readonly title: string
  readonly description: string
  readonly body: Markup
  /** What the page is about, for `browser/`: a product's or a category's id. */
  readonly subject?: string
}
