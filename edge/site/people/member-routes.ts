import { Hono } from 'hono'
import * as v from 'valibot'
import type { AdminContext } from '../../http/admin-context.ts'
import { parseInput } from '../../http/input.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { takes } from '../../http/takes.ts'
import { siteObject } from '../release-cache.ts'
import { Email } from './email.ts'
import { may } from './may.ts'
import { Role } from '../../../shared/role.ts'

const Membership = v.object({ role: Role })
const Invitation = v.object({ email: Email, role: Role })

/** Who may do what on a site. */
export const memberRoutes = new Hono<AdminContext>()
  .get('/:site/members', may('admin'), async (c) =>
    c.json(await siteObject(c.env, c.req.param('site')).members()),
  )
  .put('/:site/members/:email', may('admin'), takes(Membership), async (c) => {
    const { site } = c.req.param()
    const email = parseInput(Email, c.req.param('email'))
    const { role } = c.req.valid('json')
    await siteObject(c.env, site).putMember(email, role, c.var.actor.name)
    return c.json({ email, role })
  })
  .delete('/:site/members/:email', may('admin'), async (c) => {
    const { site } = c.req.param()
    const email = parseInput(Email, c.req.param('email'))
    if (!(await siteObject(c.env, site).removeMember(email, c.var.actor.name)))
      throw noSuchMember(site, email)
    return c.body(null, 204)
  })
  .delete('/:site/members/:email/sessions', may('admin'), async (c) => {
    const { site } = c.req.param()
    const email = parseInput(Email, c.req.param('email'))
    if (!(await siteObject(c.env, site).signOut(email, c.var.actor.name))) throw noSuchMember(site, email)
    return c.body(null, 204)
  })
  .post('/:site/invitations', may('admin'), takes(Invitation), async (c) => {
    const { site } = c.req.param()
    const { email, role } = c.req.valid('json')
    return c.json(await siteObject(c.env, site).invite(site, email, role, c.var.actor.name), 201)
  })

function noSuchMember(site: string, email: string): ProblemError {
  return new ProblemError('not-found', { detail: `The site ${site} has no member ${email}.` })
}
