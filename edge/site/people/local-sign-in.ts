import { isLocal, type Env } from '../../env.ts'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|[a-z0-9-]+\.localhost)$/

/**
 * Whether people may sign in without proving who they are: on a laptop only, which has to say that it is one
 * (EDGEWISE_LOCAL) and be called by an address of its own. A setting that slipped into production opens nothing.
 */
export function allowsLocalSignIn(env: Env, request: Request): boolean {
  return isLocal(env) && LOOPBACK.test(new URL(request.url).hostname)
}
