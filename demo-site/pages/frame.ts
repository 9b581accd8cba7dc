import { categories } from '../catalogue/category.ts'
import { paths } from '../catalogue/paths.ts'
import { SHOP_NAME } from '../shop-name.ts'
import { announcement } from './announcement.ts'
import { type Markup, html } from './html.ts'
import { icon } from './icon.ts'
import type { Page } from './page.ts'
import { quickView } from './quick-view.ts'

// A meta element, so that the policy holds on any static host. `edgewise` is the only Trusted Types policy: the shop's own code needs none.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types edgewise',
].join('; ')

/** A whole document: what every page of the shop has around its own content. */
export function frame(page: Page): string {
  const title = page.name === 'home' ? `${SHOP_NAME}: ${page.title}` : `${page.title} · ${SHOP_NAME}`
  return html`<!doctype html>
    <html lang="en" data-page="${page.name}" data-subject="${page.subject ?? ''}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <meta name="description" content="${page.description}" />
        <link rel="icon" href="/images/mark.svg" type="image/svg+xml" />
        <link rel="preload" href="/fonts/bricolage-grotesque.woff2" as="font" type="font/woff2" crossorigin />
        <link rel="preload" href="/fonts/figtree.woff2" as="font" type="font/woff2" crossorigin />
        <link rel="stylesheet" href="/shop.css" />
        <script async src="/ew.js" data-key="ewk_demo-shop_local" data-consent="granted" data-live></script>
        <script defer src="/shop.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        ${ribbon()} ${announcement()} ${header(page)}
        <main id="main" tabindex="-1">${page.body}</main>
        ${footer()} ${quickView()} ${nudge()}
      </body>
    </html>`.text
}

function ribbon(): Markup {
  return html`<div class="ribbon">
    <p><strong>Demo shop</strong> <span>Fictional goods, real-time pages.</span></p>
    <a href="${paths.about}">How it works</a>
    <button type="button" class="ribbon__inspect" data-inspect hidden>${icon('pulse')} Inspect</button>
  </div>`
}

function header(page: Page): Markup {
  return html`<header class="masthead">
    <a class="masthead__name" href="${paths.home}">
      <img src="/images/mark.svg" width="34" height="34" alt="" />
      <span>Fernweh <small>Outfitters</small></span>
    </a>
    <nav class="masthead__nav" aria-label="Departments">
      ${categories.map(
        ({ id, name }) =>
          html`<a href="${paths.category(id)}" ${current(page.name === 'category' && page.subject === id)}
            >${name}</a
          >`,
      )}
    </nav>
    <a class="masthead__cart" href="${paths.cart}" ${current(page.name === 'cart')}>
      ${icon('bag')} <span>Cart</span>
      <output class="badge" data-cart-count aria-label="items in the cart">0</output>
    </a>
  </header>`
}

function current(is: boolean): Markup {
  return is ? html`aria-current="page"` : html``
}

function footer(): Markup {
  return html`<footer class="footer">
    <div class="footer__inner">
      <p class="footer__line">There is always another valley.</p>
      <nav aria-label="Footer">
        ${categories.map(({ id, name }) => html`<a href="${paths.category(id)}">${name}</a>`)}
        <a href="${paths.about}">About this demo</a>
      </nav>
      <p class="footer__small">
        ${SHOP_NAME} is fictional. It sells nothing, charges nothing, and shows what a page can do while
        somebody is on it.
      </p>
    </div>
  </footer>`
}

/** Out of the page’s flow, so that it moves nothing when it comes and goes. */
function nudge(): Markup {
  return html`<aside class="nudge-place" aria-label="Reminder" aria-live="polite" data-nudge>
    <div data-ew-slot="cart-nudge"></div>
    <button type="button" class="nudge-place__close" data-nudge-close aria-label="Dismiss reminder">
      ${icon('close')}
    </button>
  </aside>`
}
