import { armCall, armMoment } from '../../../edge/faults/armed.ts'
import type { Moment } from '../../../edge/faults/come-by.ts'
import type { CallPoint } from '../../../edge/faults/faulty-env.ts'
import worker, { Profile as EdgeProfile } from '../../../edge/worker.ts'
import type { Env } from '../../../edge/env.ts'

export * from '../../../edge/worker.ts'

/** The edge's own, which also says when it will wake. */
export class Profile extends EdgeProfile {
  alarmAt(): Promise<number | null> {
    return this.ctx.storage.getAlarm()
  }
}

/** Where the Worker is to stop: at a moment, or on one side of a call. */
export type StopAt =
  | { readonly moment: Moment; readonly passes?: number }
  | { readonly call: CallPoint; readonly side: 'before' | 'after' }

/** What it says when it has stopped there. */
const STOPPED = 'edgewise stopped at its fault'

/** The process does nothing any more: whatever it has not done, it will not have done when it is killed. */
function stop(): never {
  console.log(STOPPED)
  for (;;) {
    // nothing
  }
}

function arm(at: StopAt): void {
  if ('moment' in at) armMoment(at.moment, stop, at.passes)
  else {
    armCall(at.call, async (call) => {
      if (at.side === 'after') await call()
      stop()
    })
  }
}

/** The Worker with its faults in it, for tests that kill it there. Two paths of its own arm a fault and tell an alarm. */
export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url)
    switch (pathname) {
      case '/faults/arm':
        // `as`: the test wrote it
        arm(await request.json<StopAt>())
        return Response.json(null)
      case '/faults/alarm': {
        // `as`: the objects are made of the class above
        const profiles = env.PROFILE as unknown as DurableObjectNamespace<Profile>
        const object = profiles.get(profiles.idFromName(searchParams.get('name') ?? ''))
        return Response.json(await object.alarmAt())
      }
      default:
        return worker.fetch(request, env, ctx)
    }
  },
} satisfies ExportedHandler<Env>
