import type { PreviewView } from '../../shared/preview/preview-view.ts'
import { endpointOf } from '../endpoint-of.ts'
import type { TrackerOptions } from '../tracker-options.ts'

/** Where a tab keeps what opens its preview. */
const STORAGE_KEY = 'ew_preview'
/** In the name of the tab: what the script looks for. */
const FLAG = 'ew_preview='
const PARAMETER = /([#?&])ew_preview=([^&#]*)&?/

/** A preview that this tab is in. */
export interface PreviewSession {
  /** What its calls carry in the place of the site's write key. */
  readonly key: string
  /** Looks at it otherwise; the page is told by its socket. False where that was refused. */
  change(view: PreviewView): Promise<boolean>
  /** Ends it for everybody, and gives the tab back to its visitor. */
  end(): Promise<void>
  /** Forgets it, and begins the page anew as the visitor's own. */
  leave(): void
}

/**
 * The preview that this tab is in, or that its address opens; null where there is none. The code is taken out of the
 * address before it is used: it opens once, and reloading must not try it again.
 */
export async function openPreview(options: TrackerOptions): Promise<PreviewSession | null> {
  const post = (path: string, body: object): Promise<Response> =>
    fetch(`${endpointOf(options)}/v1/preview/${path}`, { method: 'POST', body: JSON.stringify(body) })

  const code = takeCode()
  if (code !== null) {
    const response = await post('start', { code }).catch(() => null)
    // `as`: the edge's contract
    if (response?.ok) keep(((await response.json()) as { readonly key: string }).key)
    else console.warn('[edgewise] This preview could not be opened: its link opens once, within a minute.')
  }
  const key = kept()
  if (key === null) {
    keep(null)
    return null
  }

  const leave = (): void => {
    keep(null)
    location.reload()
  }
  return {
    key,
    leave,
    change: async (view) => (await post('view', { key, view }).catch(() => null))?.ok ?? false,
    end: async () => {
      await post('end', { key }).catch(() => null)
      leave()
    },
  }
}

function takeCode(): string | null {
  const [found, before = '', code = ''] = PARAMETER.exec(location.href) ?? []
  if (found === undefined) return null
  const rest = location.href.replace(found, before).replace(/[#?&]$/, '')
  history.replaceState(history.state, '', rest)
  return decodeURIComponent(code)
}

/** This page load's, where there is no storage to keep it in. */
let inMemory: string | null = null

function kept(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY)
  } catch {
    return inMemory
  }
}

function keep(key: string | null): void {
  inMemory = key
  window.name = window.name.replace(FLAG, '') + (key === null ? '' : FLAG)
  try {
    if (key === null) sessionStorage.removeItem(STORAGE_KEY)
    else sessionStorage.setItem(STORAGE_KEY, key)
  } catch {
    // The preview lasts as long as this page
  }
}
