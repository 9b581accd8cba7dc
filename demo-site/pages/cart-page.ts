import { paths } from '../catalogue/paths.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'

export function cartPage(): Page {
  return {
    path: paths.cart,
    name: 'cart',
    title: 'Your cart',
    description: 'What you have picked so far.',
    body: html`<div class="wrap cart">
      <h1>Your cart</h1>
      <div class="cart__filled" data-cart-filled hidden>
        <ul class="lines" data-cart-lines></ul>
        <aside class="total" aria-label="Summary">
          <dl>
            <div>
              <dt>Goods</dt>
              <dd data-cart-goods></dd>
            </div>
            <div>
              <dt>Delivery</dt>
              <dd data-cart-delivery></dd>
            </div>
            <div class="total__sum">
              <dt>Total</dt>
              <dd data-cart-total></dd>
            </div>
          </dl>
          <a class="button button--large" href="${paths.checkout}">Check out</a>
          <p class="fine">Nothing is charged. This shop is fictional.</p>
        </aside>
      </div>
      <div class="empty" data-cart-empty hidden>
        <img src="/images/empty-cart.svg" width="320" height="220" alt="" />
        <p>Nothing in here yet. The hills are patient.</p>
        <a class="button" href="${paths.home}">Look around</a>
      </div>
      <template data-cart-line>
        <li class="line">
          <a data-link><img width="480" height="400" alt="" data-image /></a>
          <div class="line__text">
            <h2 data-name></h2>
            <p data-kind></p>
          </div>
          <p class="line__price" data-price></p>
          <div class="quantity">
            <button type="button" data-fewer>−</button>
            <output data-quantity></output>
            <button type="button" data-more>+</button>
          </div>
        </li>
      </template>
    </div>`,
  }
}
