import { api, client } from '../api.ts'
import type { PreviewView } from '../../shared/preview/index.ts'

/** What a preview is to show, and where. */
export interface PreviewOrder {
  readonly site: string
  /** The origin whose pages show it. */
  readonly origin: string
  /** Where on it to begin: `/sale`. */
  readonly path: string
  readonly view: Partial<PreviewView>
}

/**
 * Opens a preview in a new tab. Call it in the handler of a click: browsers let no other code open tabs, so the tab is opened
 * first and sent to its address when there is one.
 */
export async function openPreview({ site, origin, path, view }: PreviewOrder): Promise<void> {
  const tab = window.open('about:blank')
  try {
    const json = { origin, view: sent(view) }
    const { code } = await api(client.api.sites[':site'].previews.$post({ param: { site }, json }))
    const address = new URL(path, origin)
    address.hash = `ew_preview=${encodeURIComponent(code)}`
    if (tab === null) location.href = address.href
    else tab.location.href = address.href
  } catch (failure) {
    tab?.close()
    throw failure
  }
}

/** The view with members of its own to write to. */
function sent({ in: inside, out, ...view }: Partial<PreviewView>) {
  return { ...view, ...(inside && { in: [...inside] }), ...(out && { out: [...out] }) }
}
