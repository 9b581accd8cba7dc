import type { PreviewView } from './preview-view.ts'

/** What a page in a preview knows of it: what is shown to whom, and what could be. */
export interface PreviewState {
  readonly view: PreviewView
  /** The same in words. */
  readonly sentence: string
  /** When it ends by itself if the page is left alone; ISO 8601. */
  readonly until: string
  /** IANA name: the site's. */
  readonly timezone: string
  /** What keeps the draft from being published; while there is anything, its last valid version is shown. */
  readonly problems: number
  /** Why it cannot be shown as the view says; null: it is. */
  readonly notice: string | null
  readonly segments: readonly Named[]
  /** In the order of their priority. */
  readonly experiences: readonly (Named & { readonly slot: string; readonly variants: readonly Named[] })[]
}

interface Named {
  readonly id: string
  readonly name: string
}
