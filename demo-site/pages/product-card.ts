import { formatPrice } from '../catalogue/format-price.ts'
import { paths } from '../catalogue/paths.ts'
import type { Product } from '../catalogue/product.ts'
import { type Markup, html } from './html.ts'
import { icon } from './icon.ts'

export function productCard(product: Product): Markup {
  return html`<article class="card" data-product="${product.id}">
    <a class="card__link" href="${paths.product(product.id)}">
      <img
        class="card__image"
        src="${paths.productImage(product.id)}"
        width="480"
        height="400"
        alt="${product.imageAlt}"
        decoding="sync"
      />
      <h3 class="card__name">${product.name}</h3>
      <p class="card__price">${formatPrice(product.price)}</p>
      <p class="card__kind">${product.kind}</p>
    </a>
    <div class="card__actions">
      <button type="button" class="button button--quiet" data-quick-view="${product.id}">
        ${icon('eye')} Look<span class="sr-only"> at ${product.name}</span>
      </button>
      <button type="button" class="button button--quiet" data-add="${product.id}">
        ${icon('plus')} Add<span class="sr-only"> ${product.name} to the cart</span>
      </button>
    </div>
  </article>`
}
