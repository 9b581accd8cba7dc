import { type Markup, html } from './html.ts'
import { icon } from './icon.ts'

/** The dialog that shows a product without leaving the page; `browser/quick-view.ts` fills it. */
export function quickView(): Markup {
  return html`<dialog class="quick-view" aria-labelledby="quick-view-name" data-quick-view-dialog>
    <form method="dialog" class="quick-view__close">
      <button class="button button--round" aria-label="Close">${icon('close')}</button>
    </form>
    <img class="quick-view__image" width="480" height="400" alt="" data-image />
    <div class="quick-view__text">
      <p class="kicker" data-kind></p>
      <h2 id="quick-view-name" data-name></h2>
      <p class="price" data-price></p>
      <p data-description></p>
      <p class="quick-view__actions">
        <button type="button" class="button" data-add>Add to cart</button>
        <a class="button button--quiet" data-link>Details</a>
      </p>
    </div>
  </dialog>`
}
