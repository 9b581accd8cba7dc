import type { EdgewiseOptions } from '../options.ts'
import { inPreview } from './in-preview.ts'
import { openPreview } from './preview-session.ts'

/**
 * Lets editors see their draft on this page: gives the options back as they are for visitors, and those of the preview where
 * the address opens one (`#ew_preview=…`) or the tab is in one.
 *
 * @example
 * const edgewise = createEdgewise(await previewed({ key: 'ewk_shop_1', modules: [pageViews, domSlots] }))
 */
export async function previewed(options: EdgewiseOptions): Promise<EdgewiseOptions> {
  const session = await openPreview(options)
  return session === null ? options : inPreview(options, session)
}
