import { findProduct } from '../catalogue/find-product.ts'
import { productProperties } from './commerce-properties.ts'
import { edgewise } from './edgewise.ts'

/** Tells which products the page lists, in their order. */
export function trackList(listId: string, category?: string): void {
  const listed = [...document.querySelectorAll<HTMLElement>('main [data-product]')]
    .map((card) => findProduct(card.dataset['product']))
    .filter((product) => product !== undefined)
  edgewise('track', 'Product List Viewed', {
    list_id: listId,
    ...(category === undefined ? {} : { category }),
    products: listed.map((product, index) => ({ ...productProperties(product), position: index + 1 })),
  })
}
