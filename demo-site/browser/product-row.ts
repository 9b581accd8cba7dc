import { type CategoryId, categories } from '../catalogue/category.ts'
import { featured } from '../catalogue/featured.ts'
import { edgewise } from './edgewise.ts'
import { find } from './find.ts'
import { keepFocus } from './keep-focus.ts'

/**
 * The front page's row, in the order that the slot `product-order` asks for. The places stay, their content is
 * exchanged for copies: an element that moves counts as a layout shift, a new one in the same box does not.
 */
export function startProductRow(): void {
  const row = find('[data-product-row]', HTMLElement)
  const cards = find('[data-product-cards]', HTMLTemplateElement).content
  let first: CategoryId | undefined

  edgewise('on', 'slot:product-order', ({ fields }) => {
    const asked = categories.find(({ id }) => id === fields?.['category'])?.id
    if (asked === first) return
    first = asked
    keepFocus(row, () => {
      for (const [index, product] of featured(first).entries()) {
        const card = cards.querySelector(`[data-product="${product.id}"]`)
        if (card) row.children[index]?.replaceChildren(document.importNode(card, true))
      }
    })
  })
}
