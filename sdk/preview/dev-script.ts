import { createEdgewise } from '../client.ts'
import { putOnPage, type EdgewiseGlobal } from '../page-global.ts'
import { scriptOptions } from '../script-options.ts'
import { inPreview } from './in-preview.ts'
import { openPreview } from './preview-session.ts'

// `as`: the page's script loaded this in its place
const { src, dataset } = document.querySelector('script[data-key]') as HTMLScriptElement
const session = await openPreview({
  key: dataset['key'] ?? '',
  endpoint: dataset['endpoint'] ?? new URL(src).origin,
})

putOnPage(() => {
  if (session === null) return createEdgewise(scriptOptions({ src, dataset }))
  // A preview has a socket of its own, and nothing in it waits for consent
  const setup = { ...Object.fromEntries(Object.entries(dataset)), consent: 'granted', live: undefined }
  return createEdgewise(inPreview(scriptOptions({ src, dataset: setup }), session))
})

if (/[?&]ew_debug/.test(location.search)) {
  // `as`: it was just put there
  void (window as { edgewise?: EdgewiseGlobal }).edgewise?.debug()
}
