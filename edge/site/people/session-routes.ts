import { Hono, type Context, type MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import type { Env } from '../../env.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { takes } from '../../http/takes.ts'
import { sha256Hex } from '../../identity/profile-name.ts'
import { siteObject } from '../release-cache.ts'
import { identify, sessionOf } from './caller.ts'
import { Email } from './email.ts'
import { allowsLocalSignIn } from './local-sign-in.ts'
import { Role } from '../../../shared/role.ts'
import { checkSameOrigin } from './same-origin.ts'
import { sealSession, SESSION_MS, type Session } from './session.ts'
import { sessionCookie } from './session-cookie.ts'

const SignIn = v.union([
  v.strictObject({ token: v.string() }),
  v.strictObject({ email: Email, role: v.optional(Role, 'admin') }),
])

/** Signing in and out. */
export const sessionRoutes = new Hono<{ Bindings: Env }>()
  .get('/', async (c) => {
    const { env } = c
    const caller = await identify(env, c.req.raw)
    return c.json({
      name: caller?.name ?? null,
      /** How somebody can sign in here. */
      ways: {
        local: allowsLocalSignIn(env, c.req.raw),
        access: Boolean(env.ACCESS_TEAM && env.ACCESS_AUDIENCE),
        invitation: true,
      },
    })
  })
  .post('/', fromNoForeignPage(), takes(SignIn), async (c) => {
    const input = c.req.valid('json')
    const session = 'token' in input ? await byToken(c, input.token) : local(c, input.email, input.role)
    c.header('set-cookie', sessionCookie(c.req.raw, await sealSession(c.env.EDGEWISE_SECRET, session)))
    return c.json({ name: session.name, until: new Date(session.until).toISOString() }, 201)
  })
  .delete('/', (c) => {
    checkSameOrigin(c.req.raw)
    c.header('set-cookie', sessionCookie(c.req.raw, null))
    return c.body(null, 204)
  })

/** A program may sign in; a page of another site must not sign its visitor in as somebody else. */
function fromNoForeignPage(): MiddlewareHandler {
  return async function fromNoForeignPage(c, next) {
    if (c.req.header('origin') !== undefined || c.req.header('sec-fetch-site') !== undefined) {
      checkSameOrigin(c.req.raw)
    }
    await next()
  }
}

type SignInContext = Context<{ Bindings: Env }>

/** The development sign-in. */
function local(c: SignInContext, name: string, role: Role): Session {
  if (!allowsLocalSignIn(c.env, c.req.raw)) {
    throw new ProblemError('not-allowed', {
      detail:
        'Nobody can sign in here by an address alone: that is for a laptop (EDGEWISE_LOCAL=1, and an address such as localhost). Use an invitation: {"token": "ewi_…"}.',
    })
  }
  return { type: 'local', name, role, until: Date.now() + SESSION_MS }
}

async function byToken(c: SignInContext, token: string): Promise<Session> {
  const [, site] = /^ewi_([a-z0-9][a-z0-9-]{0,62})_[A-Za-z0-9]+$/.exec(token) ?? []
  const redeemed = site === undefined ? null : await siteObject(c.env, site).redeem(await sha256Hex(token))
  if (site === undefined || redeemed === null) {
    throw new ProblemError('not-authorized', {
      detail: 'This invitation is not known, was used, or is over. Ask an admin of the site for another.',
    })
  }
  const { email: name, since } = redeemed
  const before = await sessionOf(c.env, c.req.raw)
  const others = before?.type === 'invited' && before.name === name ? before.sites : {}
  const sites = { ...others, [site]: since }
  return { type: 'invited', name, sites, until: Date.now() + SESSION_MS }
}
