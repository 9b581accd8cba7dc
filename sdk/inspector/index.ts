import type { EdgewiseGlobal } from '../script.ts'
import { inspect } from './inspect.ts'

// `as`: `debug()` of the script loads this file, so the script is there
inspect((window as { edgewise?: EdgewiseGlobal }).edgewise!)
