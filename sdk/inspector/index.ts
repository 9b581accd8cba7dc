import type { EdgewiseGlobal } from '../page-global.ts'
import type { PreviewSession } from '../preview/preview-session.ts'
import { inspect } from './inspect.ts'

// `as`: `debug()` of the script loads this file, so the script is there
const page = window as { edgewise?: EdgewiseGlobal; edgewisePreview?: PreviewSession }
inspect(page.edgewise!, page.edgewisePreview)
