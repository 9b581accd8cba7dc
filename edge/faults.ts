/** Where a test may let something fail: before and after each commit, and on both sides of each call to another object. */
export type FaultPoint =
  | 'profile.before-commit'
  | 'profile.after-commit'
  | 'profile.before-telling'
  | 'profile.before-acknowledging'
  | 'rollup.before-commit'
  | 'rollup.after-commit'
  | 'rollup.before-visit'

const armed = new Map<FaultPoint, (ctx: DurableObjectState) => void>()

/** Lets the next object that comes by a point do something else, once. */
export function armFault(point: FaultPoint, act: (ctx: DurableObjectState) => void): void {
  armed.set(point, act)
}

/** Takes every fault away; says which ones nobody came by. */
export function disarmFaults(): FaultPoint[] {
  const left = [...armed.keys()]
  armed.clear()
  return left
}

/**
 * A point that an object comes by. Ask `EDGEWISE_FAULTS` before it, there and not here: what a deployed Worker is built
 * of then has neither the call nor the name of the point.
 */
export function comeBy(point: FaultPoint, ctx: DurableObjectState): void {
  const act = armed.get(point)
  armed.delete(point)
  act?.(ctx)
}
