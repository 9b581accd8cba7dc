import { categories } from '../catalogue/category.ts'
import { formatPrice } from '../catalogue/format-price.ts'
import { paths } from '../catalogue/paths.ts'
import type { Product } from '../catalogue/product.ts'
import { products } from '../catalogue/products.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { productCard } from './product-card.ts'

export function productPage(product: Product): Page {
  const shelf = categories.find(({ id }) => id === product.category)
  const others = products.filter(({ id, category }) => category === product.category && id !== product.id)
  return {
    path: paths.product(product.id),
    name: 'product',
    subject: product.id,
    title: `${product.name}, ${product.kind.toLowerCase()}`,
    description: product.summary,
    body: html`<div class="wrap">
        <nav class="crumbs" aria-label="Breadcrumb">
          <a href="${paths.home}">Shop</a>
          <a href="${paths.category(product.category)}">${shelf?.name}</a>
          <span aria-current="page">${product.name}</span>
        </nav>
        <article class="product">
          <img
            class="product__image"
            src="${paths.productImage(product.id)}"
            width="480"
            height="400"
            alt="${product.imageAlt}"
          />
          <div class="product__text">
            <p class="kicker">${product.kind}</p>
            <h1>${product.name}</h1>
            <p class="product__summary">${product.summary}</p>
            <p class="price">${formatPrice(product.price)}</p>
            <p class="product__buy">
              <button type="button" class="button button--large" data-add="${product.id}">Add to cart</button>
            </p>
            <p>${product.description}</p>
            <ul class="facts">
              ${product.facts.map((fact) => html`<li>${fact}</li>`)}
            </ul>
          </div>
        </article>
      </div>
      <section class="wrap" aria-labelledby="others">
        <div class="section-head"><h2 id="others">From the same shelf</h2></div>
        <ul class="grid grid--three">
          ${others.map((other) => html`<li>${productCard(other)}</li>`)}
        </ul>
      </section>`,
  }
}
