import { categories } from '../catalogue/category.ts'
import { paths } from '../catalogue/paths.ts'
import { featured } from '../catalogue/featured.ts'
import { products } from '../catalogue/products.ts'
import { hero } from './hero.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { productCard } from './product-card.ts'

export function homePage(): Page {
  return {
    path: paths.home,
    name: 'home',
    title: 'gear for going further out',
    description: 'A small, fictional outdoor shop: hiking, running, cycling and camping.',
    body: html`${hero()}
      <section class="wrap" aria-labelledby="row-title">
        <div class="section-head">
          <h2 id="row-title">Out of the stockroom</h2>
          <p>Look at two things from one shelf and watch the page take the hint.</p>
        </div>
        <ul class="grid" data-product-row>
          ${featured().map((product) => html`<li>${productCard(product)}</li>`)}
        </ul>
        <template data-product-cards>${products.map(productCard)}</template>
      </section>
      <nav class="departments wrap" aria-label="Shop by activity">
        ${categories.map(
          ({ id, name, line }) =>
            html`<a class="department department--${id}" href="${paths.category(id)}">
              <img src="/images/hero-${id}.svg" width="1200" height="800" alt="" loading="lazy" />
              <strong>${name}</strong> <span>${line}</span>
            </a>`,
        )}
      </nav>
      <section class="promises wrap" aria-label="What we promise">
        <div>
          <h3>Mended for life</h3>
          <p>Seams, soles, zips. Send it in, we sew it up.</p>
        </div>
        <div>
          <h3>30 nights to decide</h3>
          <p>Sleep in it first. Mud is not a reason to refuse a return.</p>
        </div>
        <div>
          <h3>Four shelves, no aisles</h3>
          <p>Sixteen things we would carry ourselves. That is the whole shop.</p>
        </div>
      </section>`,
  }
}
