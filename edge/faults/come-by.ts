import { takeMoment } from './armed.ts'

/** Where a test may let an object fail: before and after each commit, and before each statement that writes. */
export type Moment = `${'profile' | 'rollup' | 'site'}.${'before-commit' | 'after-commit' | 'statement'}`

/**
 * A moment that an object comes by. Ask `EDGEWISE_FAULTS` before it, there and not here: what a deployed Worker is built
 * of then has neither the call nor the name of the moment.
 */
export function comeBy(moment: Moment, ctx: DurableObjectState): void {
  takeMoment(moment)?.(ctx)
}
