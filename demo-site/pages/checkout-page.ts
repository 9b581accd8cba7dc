import { paths } from '../catalogue/paths.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'

export function checkoutPage(): Page {
  return {
    path: paths.checkout,
    name: 'checkout',
    title: 'Check out',
    description: 'A checkout that charges nothing.',
    body: html`<div class="wrap checkout">
      <section data-checkout hidden>
        <h1>Check out</h1>
        <p class="checkout__lead">
          One field. There is no payment and no parcel, so there is no need for more.
        </p>
        <form class="checkout__form" data-checkout-form>
          <label for="first-name">First name</label>
          <input id="first-name" name="firstName" autocomplete="given-name" required maxlength="60" />
          <p class="fine">
            The only thing sent. It becomes a trait of your profile, and the page may greet you with it.
          </p>
          <dl class="checkout__total">
            <div>
              <dt data-checkout-count></dt>
              <dd data-checkout-total></dd>
            </div>
          </dl>
          <button class="button button--large">Place the order</button>
        </form>
      </section>
      <section class="thanks" data-thanks hidden>
        <img src="/images/parcel.svg" width="320" height="220" alt="" />
        <h1 tabindex="-1" data-thanks-title>Thank you</h1>
        <p>Order <strong data-order-id></strong> is on its way to nowhere in particular.</p>
        <a class="button" href="${paths.home}">Back to the shop</a>
      </section>
      <section class="empty" data-checkout-empty hidden>
        <h1>Check out</h1>
        <img src="/images/empty-cart.svg" width="320" height="220" alt="" />
        <p>There is nothing to check out yet.</p>
        <a class="button" href="${paths.home}">Look around</a>
      </section>
    </div>`,
  }
}
