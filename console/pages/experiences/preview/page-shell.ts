/** A page of the shop as far as a preview needs it: its markup without what runs, and where the slot stands in it. */
export interface PageShell {
  readonly html: string
  readonly baseUrl: string
}

/**
 * Reads a page of the Worker's own origin that has the slot, for a preview in the shop's own look. Null where there is none:
 * pages of other origins cannot be read from here.
 */
export async function readPageShell(slot: string, paths: readonly string[]): Promise<PageShell | null> {
  for (const path of paths) {
    const url = new URL(path, location.origin).href
    const response = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => null)
    if (response === null || !response.ok) continue
    if (!(response.headers.get('content-type') ?? '').startsWith('text/html')) continue
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    if (slotElement(page, slot) === null) continue
    for (const element of page.querySelectorAll(
      'script, noscript, base, meta, iframe, style, link:not([rel=stylesheet])',
    ))
      element.remove()
    for (const element of page.querySelectorAll('[style]')) element.removeAttribute('style')
    return { html: page.documentElement.outerHTML, baseUrl: url }
  }
  return null
}

/** Where a slot stands in a document. */
export function slotElement(document: Document, slot: string): Element | null {
  return document.querySelector(`[data-ew-slot="${CSS.escape(slot)}"]`)
}
