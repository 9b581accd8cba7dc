import type { EdgewiseGlobal } from '../script.ts'
import { consentSignals } from './index.ts'

/** What may stand in the script's place until it is there; both forms of a stub keep functions. */
type Stub = Pick<EdgewiseGlobal, 'push'> & { q?: unknown[] }

// `as`: this script, or a stub for it; where there is neither, this makes one
const scope = window as { edgewise?: Partial<Stub> }
const stub = (scope.edgewise ??= [])
if (stub.push) stub.push(consentSignals)
else (stub.q ??= []).push(consentSignals)
