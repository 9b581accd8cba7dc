import type { CallFault, MomentFault } from '../../../edge/faults/armed.ts'

const FAULT = 'a fault of this test'

function fail(): never {
  throw new Error(FAULT)
}

/** What may happen at a moment. */
export const MOMENT_MODES = {
  throw: fail,
  abort: (ctx) => ctx.abort(FAULT),
} satisfies Record<string, MomentFault>

/** What may become of a call. `meanwhile`: what happens while it is delayed. */
export const CALL_MODES = {
  throw: () => async () => fail(),
  // It arrives, and its answer does not
  drop: () => async (call) => {
    await call()
    fail()
  },
  duplicate: () => async (call) => {
    await call()
    return call()
  },
  delay: (meanwhile) => async (call) => {
    await meanwhile()
    return call()
  },
  // Only an object can end
  abort: () => async (_, ctx) => (ctx === null ? fail() : ctx.abort(FAULT)),
} satisfies Record<string, (meanwhile: () => Promise<void>) => CallFault>
