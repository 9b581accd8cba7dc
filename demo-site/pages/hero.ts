import { paths } from '../catalogue/paths.ts'
import { type Markup, html } from './html.ts'

/** The hero that everybody gets until the edge knows better; of the same shape as the slot's template. */
export function hero(): Markup {
  return html`<div class="hero" data-ew-slot="hero">
    <section class="ew-hero">
      <div class="ew-hero__body">
        <h1 class="ew-hero__title">Somewhere past the last house</h1>
        <p class="ew-hero__text">
          Sixteen honest things for going further out, made to be worn out and mended.
        </p>
        <a class="ew-hero__cta" href="${paths.category('hiking')}">Start with hiking</a>
      </div>
      <img
        class="ew-hero__image"
        src="/images/hero-default.svg"
        alt="A lake between wooded hills on a clear morning"
        width="1200"
        height="800"
      />
    </section>
  </div>`
}
