import type { Category } from '../catalogue/category.ts'
import { paths } from '../catalogue/paths.ts'
import { products } from '../catalogue/products.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { productCard } from './product-card.ts'

export function categoryPage({ id, name, line }: Category): Page {
  return {
    path: paths.category(id),
    name: 'category',
    subject: id,
    title: name,
    description: `${name}. ${line}`,
    body: html`<div class="shelf shelf--${id}">
        <img class="shelf__image" src="/images/hero-${id}.svg" width="1200" height="800" alt="" />
        <div class="wrap">
          <h1>${name}</h1>
          <p>${line}</p>
        </div>
      </div>
      <section class="wrap" aria-label="Products">
        <ul class="grid">
          ${products
            .filter((product) => product.category === id)
            .map((product) => html`<li>${productCard(product)}</li>`)}
        </ul>
      </section>`,
  }
}
