import { type Markup, html } from './html.ts'

const SHAPES = {
  bag: html`<path d="M6 8h12l1 12H5L6 8Z" /><path d="M9 10V7a3 3 0 0 1 6 0v3" />`,
  plus: html`<path d="M12 5v14M5 12h14" />`,
  eye: html`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z" /><circle
      cx="12"
      cy="12"
      r="2.8"
    />`,
  close: html`<path d="m6 6 12 12M18 6 6 18" />`,
  pulse: html`<path d="M3 12h4l3-7 4 14 3-7h4" />`,
  arrow: html`<path d="M4 12h15M13 6l6 6-6 6" />`,
} as const

/** A line icon of 24 × 24; decorative, so a label has to stand beside it. */
export function icon(name: keyof typeof SHAPES): Markup {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${SHAPES[name]}
  </svg>`
}
