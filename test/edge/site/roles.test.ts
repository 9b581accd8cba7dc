import { beforeAll, describe, expect, test } from 'vitest'
import { app } from '../../../edge/app.ts'
import { isAtLeast, Role } from '../../../shared/role.ts'
import { Client } from '../support/client.ts'
import { aMember, anOperator, Browser, CONSOLE } from './browser.ts'
import { EditedSite, type ProblemAnswer } from './support.ts'

/** Every route of a site, the role that it needs, and a call of it that the route itself answers, whatever it answers. */
const ROUTES: readonly [method: string, path: string, role: Role, call?: string][] = [
  ['GET', '/draft', 'viewer'],
  ['PUT', '/draft', 'editor'],
  ['POST', '/draft/writeKeys', 'editor'],
  ['GET', '/draft/:kind/:id', 'viewer', '/draft/slots/hero'],
  ['PUT', '/draft/:kind/:id', 'editor', '/draft/slots/hero'],
  ['PATCH', '/draft/:kind/:id', 'editor', '/draft/slots/hero'],
  ['DELETE', '/draft/:kind/:id', 'editor', '/draft/slots/hero'],
  ['PUT', '/draft/slots/:id/order', 'editor', '/draft/slots/hero/order'],
  ['GET', '/compare', 'viewer'],
  ['PUT', '/release', 'publisher'],
  ['GET', '/release', 'viewer'],
  ['GET', '/releases', 'viewer'],
  ['POST', '/releases', 'publisher'],
  ['GET', '/releases/:number', 'viewer', '/releases/1'],
  ['POST', '/releases/:number/rollback', 'publisher', '/releases/1/rollback'],
  ['GET', '/scheduled', 'viewer'],
  ['POST', '/scheduled', 'publisher'],
  ['DELETE', '/scheduled/:id', 'publisher', '/scheduled/1'],
  ['GET', '/keys', 'admin'],
  ['POST', '/keys', 'admin'],
  ['POST', '/keys/:id/rotate', 'admin', '/keys/none/rotate'],
  ['DELETE', '/keys/:id', 'admin', '/keys/none'],
  ['GET', '/audit', 'admin'],
  ['GET', '/members', 'admin'],
  ['PUT', '/members/:email', 'admin', '/members/nobody'],
  ['DELETE', '/members/:email', 'admin', '/members/nobody'],
  ['DELETE', '/members/:email/sessions', 'admin', '/members/nobody/sessions'],
  ['POST', '/invitations', 'admin'],
  ['GET', '/quarantine', 'editor'],
  ['GET', '/quarantine/all', 'editor'],
  ['GET', '/quality', 'viewer'],
  ['POST', '/quarantine/replay', 'publisher'],
  ['GET', '/profiles', 'editor'],
  ['GET', '/profiles/:ref', 'editor', '/profiles/user:nobody'],
  ['GET', '/profiles/:ref/summary', 'editor', '/profiles/user:nobody/summary'],
  ['GET', '/profiles/:ref/events', 'editor', '/profiles/user:nobody/events'],
  ['GET', '/profiles/:ref/at', 'editor', '/profiles/user:nobody/at'],
  ['GET', '/profiles/:ref/export', 'editor', '/profiles/user:nobody/export'],
  ['DELETE', '/profiles/:ref', 'publisher', '/profiles/user:nobody'],
  ['GET', '/segments/:id/members', 'editor', '/segments/hikers/members'],
  ['GET', '/segments/history', 'viewer'],
  ['GET', '/segments/overlap', 'viewer'],
  ['POST', '/segments/try', 'editor'],
  ['GET', '/catalogue', 'viewer'],
  ['GET', '/slots/seen', 'viewer'],
  ['POST', '/consequences', 'viewer'],
  ['GET', '/counts', 'viewer'],
  ['GET', '/now', 'viewer'],
  ['GET', '/events/live', 'editor'],
  ['GET', '/sweep', 'viewer'],
  ['PUT', '/sweep', 'publisher'],
  ['GET', '/previews', 'editor'],
  ['POST', '/previews', 'editor'],
  ['PUT', '/previews/:id', 'editor', '/previews/none'],
  ['DELETE', '/previews/:id', 'editor', '/previews/none'],
]

const client = new Client({ evict: false })
const site = new EditedSite(client)
const browsers = new Map<Role | 'stranger' | 'nobody', Browser>()

beforeAll(async () => {
  await site.publish()
  const elsewhere = new EditedSite(client)
  await elsewhere.publish()
  browsers.set('nobody', new Browser(CONSOLE))
  browsers.set('stranger', await aMember(elsewhere.id, 'stranger@example.com', 'admin'))
  for (const role of Role.options) browsers.set(role, await aMember(site.id, `${role}@example.com`, role))
})

/** Calls a route with a body that is not right for any: who may call it is told before what was sent is looked at. */
function call(browser: Browser, method: string, path: string) {
  return browser.call<ProblemAnswer>(
    method,
    `/api/sites/${site.id}${path}`,
    method === 'GET' || method === 'DELETE' ? undefined : 'nothing',
  )
}

describe('the routes of a site', () => {
  test('[SIT30] are all in the table of these tests', () => {
    const routes = app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/sites/:site/'))
      .map(({ method, path }) => `${method} ${path.replace('/api/sites/:site', '')}`)
    expect([...new Set(routes)].toSorted()).toEqual(
      ROUTES.map(([method, path]) => `${method} ${path}`).toSorted(),
    )
  })

  test.each(ROUTES)(
    '[SIT30] are for who has the role they need: %s %s, %s',
    async (method, path, needed, at = path) => {
      for (const role of Role.options) {
        const { status, body } = await call(browsers.get(role)!, method, at)
        if (isAtLeast(role, needed)) expect([401, 403]).not.toContain(status)
        else expect({ status, type: body.type }).toEqual({ status: 403, type: '/problems/not-allowed' })
      }
      expect(await call(browsers.get('stranger')!, method, at)).toMatchObject({
        status: 403,
        body: { detail: expect.stringContaining('you are no member of it') },
      })
      expect(await call(browsers.get('nobody')!, method, at)).toMatchObject({
        status: 401,
        body: { type: '/problems/not-authorized' },
      })
      expect([401, 403]).not.toContain((await call(anOperator(), method, at)).status)
    },
  )

  test('[SIT30] that do not exist are told to admins, and to nobody else', async () => {
    expect(await call(browsers.get('admin')!, 'GET', '/nothing')).toMatchObject({ status: 404 })
    expect(await call(browsers.get('publisher')!, 'GET', '/nothing')).toMatchObject({ status: 403 })
    expect(await call(browsers.get('nobody')!, 'GET', '/nothing')).toMatchObject({ status: 401 })
  })
})
