import { type Markup, html } from './html.ts'

export function announcement(): Markup {
  return html`<aside class="announcement" aria-label="Announcement" data-ew-slot="announcement">
    <p class="ew-announcement">Free delivery from €60, free returns within 30 days.</p>
  </aside>`
}
