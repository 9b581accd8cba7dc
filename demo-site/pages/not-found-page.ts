import { paths } from '../catalogue/paths.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'

export function notFoundPage(): Page {
  return {
    path: '/404.html',
    name: 'not-found',
    title: 'Off the map',
    description: 'There is no such page.',
    body: html`<div class="wrap empty">
      <img src="/images/empty-cart.svg" width="320" height="220" alt="" />
      <h1>Off the map</h1>
      <p>There is no path here. It happens to the best of us.</p>
      <a class="button" href="${paths.home}">Back to the trailhead</a>
    </div>`,
  }
}
