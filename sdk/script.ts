import { whenActivated } from './browser/when-activated.ts'
import { createEdgewise } from './client.ts'
import { putOnPage } from './page-global.ts'
import { scriptOptions } from './script-options.ts'

// `as`: no other element runs scripts of this kind
const script = (document.currentScript ??
  document.querySelector('script[data-key]')) as HTMLScriptElement | null

if (script?.dataset['key']) {
  whenActivated(() => {
    // Somebody looks behind it: the address says so, or the name of a tab that is in a preview, from page to page
    if (/ew_(debug|preview)/.test(location.href + name)) void import(new URL('ew-dev.js', script.src).href)
    else putOnPage(() => createEdgewise(scriptOptions(script)))
  })
} else console.warn('[edgewise] data-key="ewk_…" is missing')
