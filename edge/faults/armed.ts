import type { CallPoint } from './faulty-env.ts'
import type { Moment } from './come-by.ts'

/** What an object does at a moment, instead of going on: it throws, or ends. */
export type MomentFault = (ctx: DurableObjectState) => void

/**
 * What becomes of a call: made or not, once or twice, at once or later, its answer passed on or lost. `ctx`: the object
 * that makes it; null where it is the Worker.
 */
export type CallFault = (call: () => Promise<unknown>, ctx: DurableObjectState | null) => Promise<unknown>

interface ArmedMoment {
  readonly fault: MomentFault
  /** How often it is still to be passed by unharmed. */
  passes: number
}

const moments = new Map<Moment, ArmedMoment>()
const calls = new Map<CallPoint, CallFault>()

/** Lets the next object that comes by a moment do something else, once: the next, or after so many more. */
export function armMoment(moment: Moment, fault: MomentFault, passes = 0): void {
  moments.set(moment, { fault, passes })
}

/** Lets the next call of its kind become something else, once. */
export function armCall(point: CallPoint, fault: CallFault): void {
  calls.set(point, fault)
}

/** Takes every fault away; says which ones nobody came by. */
export function disarmFaults(): (Moment | CallPoint)[] {
  const left = [...moments.keys(), ...calls.keys()]
  moments.clear()
  calls.clear()
  return left
}

/** The fault of a moment, where its time has come. */
export function takeMoment(moment: Moment): MomentFault | undefined {
  const armed = moments.get(moment)
  if (armed === undefined) return undefined
  if (armed.passes > 0) {
    armed.passes -= 1
    return undefined
  }
  moments.delete(moment)
  return armed.fault
}

/** The fault of a call, where there is one. */
export function takeCall(point: CallPoint): CallFault | undefined {
  const fault = calls.get(point)
  calls.delete(point)
  return fault
}
