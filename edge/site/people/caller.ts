import type { Env } from '../../env.ts'
import { isSameSecret } from '../../http/is-same-secret.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { siteObject } from '../release-cache.ts'
import { accessEmail } from './access.ts'
import { OPERATOR } from './actor.ts'
import { allowsLocalSignIn } from './local-sign-in.ts'
import type { Role } from '../../../shared/role.ts'
import { checkSameOrigin } from './same-origin.ts'
import { openSession, type Session } from './session.ts'
import { readSessionCookie } from './session-cookie.ts'

/** Who makes a call of the admin API. */
export interface Caller {
  readonly name: string
  /** What they may do on every site; null: that depends on the site. */
  readonly everywhere: Role | null
  /** What they may do on a site; null: nothing. */
  roleOn(site: string): Promise<Role | null>
}

/**
 * Finds out who calls: by the admin token, by Cloudflare Access, or by a session. Null: nobody that is known here. A call
 * that changes something and carries what a browser sends by itself must come from a page of ours.
 */
export async function identify(env: Env, request: Request): Promise<Caller | null> {
  const authorization = request.headers.get('authorization')
  if (authorization !== null) return operator(env, authorization)
  const caller = (await byAccess(env, request)) ?? (await bySession(env, request))
  if (caller !== null) checkSameOrigin(request)
  return caller
}

/** Whoever has the admin token. */
function operator(env: Env, authorization: string): Caller {
  const token = env.ADMIN_TOKEN
  if (!token) {
    throw new ProblemError('not-configured', {
      detail: 'The Worker has no ADMIN_TOKEN. Set it: npx wrangler secret put ADMIN_TOKEN',
    })
  }
  const [scheme, given = ''] = authorization.split(' ')
  if (scheme?.toLowerCase() !== 'bearer' || !isSameSecret(given, token)) {
    throw new ProblemError('not-authorized', {
      detail: 'The header "Authorization" is not "Bearer <admin token>" with the token of this Worker.',
    })
  }
  return { name: OPERATOR, everywhere: 'admin', roleOn: () => Promise.resolve('admin') }
}

async function byAccess(env: Env, request: Request): Promise<Caller | null> {
  const { ACCESS_TEAM: team, ACCESS_AUDIENCE: audience } = env
  const token = request.headers.get('cf-access-jwt-assertion')
  if (token === null || !team || !audience) return null
  if (!URL.canParse(team)) {
    throw new ProblemError('not-configured', {
      detail: `ACCESS_TEAM is ${JSON.stringify(team)}; expected https://<team>.cloudflareaccess.com`,
    })
  }
  // as the tokens name their issuer: without a slash at the end
  const name = await accessEmail({ team: new URL(team).origin, audience }, token)
  return { name, everywhere: null, roleOn: (site) => siteObject(env, site).roleOf(name, null) }
}

async function bySession(env: Env, request: Request): Promise<Caller | null> {
  const session = await sessionOf(env, request)
  if (session === null) return null
  const { name } = session
  if (session.type === 'local') {
    const { role } = session
    return { name, everywhere: role, roleOn: () => Promise.resolve(role) }
  }
  return {
    name,
    everywhere: null,
    roleOn: async (site) => {
      const since = Object.hasOwn(session.sites, site) ? session.sites[site] : undefined
      return since === undefined ? null : siteObject(env, site).roleOf(name, since)
    },
  }
}

/** The session of a request's cookie; one of the development sign-in is worth nothing elsewhere. */
export async function sessionOf(env: Env, request: Request): Promise<Session | null> {
  const sealed = readSessionCookie(request)
  const session = sealed === null ? null : await openSession(env.EDGEWISE_SECRET, sealed, Date.now())
  return session?.type === 'local' && !allowsLocalSignIn(env, request) ? null : session
}
