import type { Edgewise } from './edgewise.ts'
import type { EdgewiseGlobal } from './page-global.ts'

/** What may stand in the script's place until it is there; both forms of a stub keep functions. */
type Stub = Pick<EdgewiseGlobal, 'push'> & { q?: unknown[] }

/** Calls back with the page's `edgewise`, now or once its script has started. */
export function whenStarted(callback: (edgewise: Edgewise) => void): void {
  // `as`: this script, or a stub for it; where there is neither, this makes one
  const scope = window as { edgewise?: Partial<Stub> }
  const stub = (scope.edgewise ??= [])
  if (stub.push) stub.push(callback)
  else (stub.q ??= []).push(callback)
}
