import type { Entrance } from '../entrance/entrance.ts'
import type { Env } from '../env.ts'
import type { PreviewRoom } from '../preview/preview.ts'
import type { Profile } from '../profile/profile.ts'
import type { Rollup } from '../rollup/rollup.ts'
import type { Site } from '../site/site.ts'
import type { Sites } from '../site/sites.ts'
import { takeCall } from './armed.ts'

/** Which call a test may interfere with: whom it is for, and what is asked. */
export type CallPoint =
  | `entrance.${keyof Entrance}`
  | `preview.${keyof PreviewRoom}`
  | `profile.${keyof Profile}`
  | `rollup.${keyof Rollup}`
  | `site.${keyof Site}`
  | `sites.${keyof Sites}`
  | `kv.${'get' | 'put'}`

type Receiver = 'entrance' | 'preview' | 'profile' | 'rollup' | 'site' | 'sites' | 'kv'

/**
 * The bindings, with every call through them where a test can interfere with it. Ask `EDGEWISE_FAULTS` before it: what is
 * deployed has nothing of this.
 *
 * @param ctx The object that makes the calls; null: the Worker.
 */
export function faultyEnv(env: Env, ctx: DurableObjectState | null): Env {
  return {
    ...env,
    ENTRANCE: faultyNamespace('entrance', env.ENTRANCE, ctx),
    PREVIEW: faultyNamespace('preview', env.PREVIEW, ctx),
    PROFILE: faultyNamespace('profile', env.PROFILE, ctx),
    ROLLUP: faultyNamespace('rollup', env.ROLLUP, ctx),
    SITE: faultyNamespace('site', env.SITE, ctx),
    SITES: faultyNamespace('sites', env.SITES, ctx),
    ...(env.CONFIG && { CONFIG: faulty('kv', env.CONFIG, ctx) }),
  }
}

function faultyNamespace<
  T extends DurableObjectNamespace<Entrance | PreviewRoom | Profile | Rollup | Site | Sites>,
>(receiver: Receiver, namespace: T, ctx: DurableObjectState | null): T {
  return new Proxy(namespace, {
    get(target, member) {
      if (member === 'get') return (id: DurableObjectId) => faulty(receiver, target.get(id), ctx)
      return bound(target, member)
    },
  })
}

function faulty<T extends object>(receiver: Receiver, target: T, ctx: DurableObjectState | null): T {
  return new Proxy(target, {
    get(_, member) {
      const method = bound(target, member)
      // `as`: whoever armed a fault named a call; no other name has one
      const fault = takeCall(`${receiver}.${String(member)}` as CallPoint)
      if (fault === undefined || typeof method !== 'function') return method
      return (...given: unknown[]) =>
        fault(async () => (await Reflect.apply(method, target, given)) as unknown, ctx)
    },
  })
}

/** A member as its object has it: the platform's own methods refuse to be called on a proxy. */
function bound(target: object, member: string | symbol): unknown {
  const value: unknown = Reflect.get(target, member)
  return typeof value === 'function' ? (...given: unknown[]) => Reflect.apply(value, target, given) : value
}
