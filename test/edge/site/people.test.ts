import { env } from 'cloudflare:workers'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Member } from '../../../edge/site/people/members.ts'
import { Client } from '../support/client.ts'
import { aMember, anOperator, Browser, CONSOLE, LAPTOP } from './browser.ts'
import { EditedSite, type ProblemAnswer } from './support.ts'

const HOUR_MS = 3_600_000

const client = new Client({ evict: true })

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function aPublishedSite(): Promise<EditedSite> {
  const site = new EditedSite(client)
  await site.publish()
  return site
}

const draftOf = (site: EditedSite) => `/api/sites/${site.id}/draft`

describe('signing in by an invitation', () => {
  test('[SIT31] works once, within a day, and makes a member', async () => {
    const site = await aPublishedSite()
    const operator = anOperator()
    const path = `/api/sites/${site.id}/invitations`
    const invited = await operator.call<{ token: string }>('POST', path, {
      email: 'Ada@Example.com',
      role: 'editor',
    })
    expect(invited).toMatchObject({ status: 201, body: { email: 'ada@example.com', role: 'editor' } })
    const ada = new Browser(CONSOLE)
    const signedIn = await ada.call('POST', '/api/session', { token: invited.body.token })
    expect(signedIn).toMatchObject({ status: 201, body: { name: 'ada@example.com' } })
    expect(signedIn.headers.get('set-cookie')).toMatch(
      /^__Host-ew_session=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
    )
    expect(await ada.call('GET', '/api/session')).toMatchObject({ body: { name: 'ada@example.com' } })
    expect(
      await ada.call('PATCH', `${draftOf(site)}/settings/name`, 'New', { 'if-match': '"1"' }),
    ).toMatchObject({
      status: 200,
      body: { editedBy: 'ada@example.com' },
    })
    expect((await operator.call<Member[]>('GET', `/api/sites/${site.id}/members`)).body).toMatchObject([
      { email: 'ada@example.com', role: 'editor', addedBy: 'operator' },
    ])

    const again = new Browser(CONSOLE)
    expect(await again.call('POST', '/api/session', { token: invited.body.token })).toMatchObject({
      status: 401,
    })
    const { body: late } = await operator.call<{ token: string }>('POST', path, {
      email: 'a@b.example',
      role: 'viewer',
    })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 24 * HOUR_MS })
    expect(await again.call('POST', '/api/session', late)).toMatchObject({ status: 400 })
    expect(await again.call('POST', '/api/session', { token: late.token })).toMatchObject({ status: 401 })
  })

  test('[SIT31] opens the sites that have invited, and no other', async () => {
    const [one, two] = [await aPublishedSite(), await aPublishedSite()]
    // Whoever is admin of one site can invite whom they like to it, but speaks for nobody on another
    await anOperator().call('PUT', `/api/sites/${two.id}/members/boss@example.com`, { role: 'admin' })
    const boss = await aMember(one.id, 'boss@example.com', 'admin')
    expect((await boss.call('GET', draftOf(one))).status).toBe(200)
    expect((await boss.call('GET', draftOf(two))).status).toBe(403)
    const { body } = await anOperator().call<{ token: string }>('POST', `/api/sites/${two.id}/invitations`, {
      email: 'boss@example.com',
      role: 'viewer',
    })
    await boss.call('POST', '/api/session', { token: body.token })
    expect((await boss.call('GET', draftOf(one))).status).toBe(200)
    expect((await boss.call('GET', draftOf(two))).status).toBe(200)
    expect((await boss.call<object[]>('GET', '/api/sites')).body).toEqual(
      [
        { id: one.id, name: 'Test shop', role: 'admin' },
        { id: two.id, name: 'Test shop', role: 'viewer' },
      ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )
  })

  test('[SIT32] lasts for half a day, until it is ended, or until the member is removed', async () => {
    const site = await aPublishedSite()
    const ada = await aMember(site.id, 'ada@example.com', 'viewer')
    const cookie = { cookie: ada.cookie! }
    expect(await ada.call('DELETE', '/api/session')).toMatchObject({ status: 204 })
    expect(ada.cookie).toBeNull()
    expect(await ada.call('GET', draftOf(site))).toMatchObject({ status: 401 })

    // Who kept the cookie is let in, until an admin ends it
    const thief = new Browser(CONSOLE, {}, cookie)
    expect((await thief.call('GET', draftOf(site))).status).toBe(200)
    const member = `/api/sites/${site.id}/members/ada@example.com`
    expect(await anOperator().call('DELETE', `${member}/sessions`)).toMatchObject({ status: 204 })
    expect((await thief.call('GET', draftOf(site))).status).toBe(403)

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_000 })
    const back = await aMember(site.id, 'ada@example.com', 'publisher')
    expect((await back.call('GET', draftOf(site))).status).toBe(200)
    expect(await anOperator().call('DELETE', member)).toMatchObject({ status: 204 })
    expect((await back.call('GET', draftOf(site))).status).toBe(403)
    vi.setSystemTime(Date.now() + 1_000)
    await anOperator().call('PUT', member, { role: 'viewer' })
    expect((await back.call('GET', draftOf(site))).status).toBe(403)

    const bob = await aMember(site.id, 'bob@example.com', 'viewer')
    vi.setSystemTime(Date.now() + 12 * HOUR_MS - 1_000)
    expect((await bob.call('GET', draftOf(site))).status).toBe(200)
    vi.setSystemTime(Date.now() + 1_000)
    expect((await bob.call('GET', draftOf(site))).status).toBe(401)
  })

  test('[SIT32] cannot be forged', async () => {
    const site = await aPublishedSite()
    const ada = await aMember(site.id, 'ada@example.com', 'viewer')
    const [payload = '', signature = ''] = ada.cookie!.split('=')[1]!.split('.')
    const admin = btoa(atob(payload).replace('ada@', 'eve@'))
    for (const sealed of [`${admin}.${signature}`, `${payload}.${signature.slice(1)}a`, payload, '.', 'x']) {
      const forger = new Browser(CONSOLE, {}, { cookie: `__Host-ew_session=${sealed}` })
      expect((await forger.call('GET', draftOf(site))).status).toBe(401)
    }
    const elsewhere = new Browser(
      CONSOLE,
      { EDGEWISE_SECRET: 'another secret, of another Worker, 0123456789' },
      { cookie: ada.cookie! },
    )
    expect((await elsewhere.call('GET', draftOf(site))).status).toBe(401)
  })
})

describe('a session', () => {
  test.each([
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://shop.example' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('[SIT33] changes nothing for a page of another origin: %j', async (headers) => {
    const site = await aPublishedSite()
    const ada = await aMember(site.id, 'ada@example.com', 'admin')
    for (const [method, path] of [
      ['PATCH', `${draftOf(site)}/settings/name`],
      ['DELETE', '/api/session'],
      ['POST', '/api/session'],
      ['POST', '/api/sites'],
    ] as const) {
      const answer = await ada.call<ProblemAnswer>(method, path, method === 'DELETE' ? undefined : {}, {
        'if-match': '"1"',
        ...headers,
      })
      expect(answer).toMatchObject({ status: 403, body: { type: '/problems/foreign-page' } })
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect((await ada.call('GET', draftOf(site))).body).toMatchObject({ version: 1 })
  })

  test('[SIT33] of a browser that says no more than its origin is for that origin', async () => {
    const site = await aPublishedSite()
    const ada = await aMember(site.id, 'ada@example.com', 'admin')
    const path = `${CONSOLE}${draftOf(site)}/settings/name`
    const answer = async (headers: Record<string, string>) => {
      const request = new Request(path, {
        method: 'PATCH',
        body: '"New"',
        headers: { cookie: ada.cookie!, 'if-match': '"1"', ...headers },
      })
      const { app } = await import('../../../edge/app.ts')
      return (await app.fetch(request, env)).status
    }
    expect(await answer({})).toBe(403)
    expect(await answer({ origin: 'https://evil.example' })).toBe(403)
    expect(await answer({ origin: CONSOLE })).toBe(200)
  })
})

describe('the development sign-in', () => {
  const input = { email: 'dev@example.com', role: 'editor' }

  test('[SIT34] lets anybody in on a laptop, with the role they like', async () => {
    const site = await aPublishedSite()
    const dev = new Browser(LAPTOP, { EDGEWISE_LOCAL: '1' })
    const signedIn = await dev.call('POST', '/api/session', input)
    expect(signedIn.status).toBe(201)
    expect(signedIn.headers.get('set-cookie')).toMatch(/^ew_session=.*; SameSite=Strict$/)
    expect(
      (await dev.call('PATCH', `${draftOf(site)}/settings/name`, 'New', { 'if-match': '"1"' })).status,
    ).toBe(200)
    expect((await dev.call('GET', `/api/sites/${site.id}/keys`)).status).toBe(403)
  })

  test.each([
    ['without EDGEWISE_LOCAL', LAPTOP, {}],
    ['where it is "0"', LAPTOP, { EDGEWISE_LOCAL: '0' }],
    ['at an address that others reach', CONSOLE, { EDGEWISE_LOCAL: '1' }],
    ['at a name that looks like a laptop', 'http://localhost.example', { EDGEWISE_LOCAL: '1' }],
  ])('[SIT34] refuses to run in production: %s', async (_, origin, settings) => {
    const production = new Browser(origin, { EDGEWISE_LOCAL: '', ...settings })
    expect(await production.call('POST', '/api/session', input)).toMatchObject({
      status: 403,
      body: { type: '/problems/not-allowed' },
    })
    expect(await production.call('GET', '/api/session')).toMatchObject({
      body: { name: null, ways: { local: false } },
    })
    // A session that was made on a laptop with the same secret is worth nothing either
    const dev = new Browser(LAPTOP, { EDGEWISE_LOCAL: '1' })
    await dev.call('POST', '/api/session', input)
    const [, sealed = ''] = dev.cookie!.split('=')
    const name = origin.startsWith('https:') ? '__Host-ew_session' : 'ew_session'
    const carried = new Browser(origin, { EDGEWISE_LOCAL: '', ...settings }, { cookie: `${name}=${sealed}` })
    expect(await carried.call('GET', '/api/sites')).toMatchObject({ status: 401 })
  })
})

describe('Cloudflare Access', () => {
  const AUDIENCE = 'the-audience-of-the-console'
  let teams = 0

  /** A team of its own, whose keys are answered where Access would answer them. */
  async function aTeam() {
    teams += 1
    const team = `https://team-${teams}.cloudflareaccess.com`
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }
    const asked: string[] = []
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
      asked.push(input instanceof Request ? input.url : String(input))
      return Response.json({ keys: [jwk] })
    })
    const sign = (
      claims: Record<string, unknown>,
      more: { issuer?: string; audience?: string; expires?: string } = {},
    ) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
        .setIssuer(more.issuer ?? team)
        .setAudience([more.audience ?? AUDIENCE])
        .setIssuedAt()
        .setExpirationTime(more.expires ?? '1h')
        .sign(privateKey)
    const browser = (token: string) =>
      new Browser(
        CONSOLE,
        { ACCESS_TEAM: team, ACCESS_AUDIENCE: AUDIENCE },
        { 'cf-access-jwt-assertion': token },
      )
    return { team, sign, browser, asked }
  }

  test('[SIT35] vouches for members, on all their sites, and its keys are asked for once', async () => {
    const [one, two] = [await aPublishedSite(), await aPublishedSite()]
    for (const site of [one, two]) {
      await anOperator().call('PUT', `/api/sites/${site.id}/members/ada@example.com`, { role: 'editor' })
    }
    const { team, sign, browser, asked } = await aTeam()
    const ada = browser(await sign({ email: 'Ada@example.com' }))
    expect(
      await ada.call('PATCH', `${draftOf(one)}/settings/name`, 'New', { 'if-match': '"1"' }),
    ).toMatchObject({
      status: 200,
      body: { editedBy: 'ada@example.com' },
    })
    expect((await ada.call('GET', draftOf(two))).status).toBe(200)
    expect(asked).toEqual([`${team}/cdn-cgi/access/certs`])
    const stranger = browser(await sign({ email: 'eve@example.com' }))
    expect((await stranger.call('GET', draftOf(one))).status).toBe(403)
  })

  test('[SIT35] is believed only with a token for this application that is valid now', async () => {
    const site = await aPublishedSite()
    await anOperator().call('PUT', `/api/sites/${site.id}/members/ada@example.com`, { role: 'admin' })
    const { team, sign, browser } = await aTeam()
    const ada = { email: 'ada@example.com' }
    const good = await sign(ada)
    expect((await browser(good).call('GET', draftOf(site))).status).toBe(200)
    const { privateKey } = await generateKeyPair('RS256')
    const forged = new SignJWT(ada).setProtectedHeader({ alg: 'RS256', kid: 'key-1' }).setIssuer(team)
    for (const token of [
      await sign(ada, { audience: 'another' }),
      await sign(ada, { issuer: 'https://other.cloudflareaccess.com' }),
      await sign(ada, { expires: '-1h' }),
      await sign({ common_name: 'a service' }),
      await forged.setAudience([AUDIENCE]).setExpirationTime('1h').sign(privateKey),
      'x.y.z',
      '',
    ]) {
      expect(await browser(token).call('GET', draftOf(site))).toMatchObject({ status: 401 })
    }
    // Without the settings the header is anybody's
    const open = new Browser(CONSOLE, {}, { 'cf-access-jwt-assertion': good })
    expect((await open.call('GET', draftOf(site))).status).toBe(401)
  })

  test('[SIT35] is set up by an address, with a slash at its end or without', async () => {
    const site = await aPublishedSite()
    await anOperator().call('PUT', `/api/sites/${site.id}/members/ada@example.com`, { role: 'viewer' })
    const { team, sign } = await aTeam()
    const token = await sign({ email: 'ada@example.com' })
    const answer = (address: string) =>
      new Browser(
        CONSOLE,
        { ACCESS_TEAM: address, ACCESS_AUDIENCE: AUDIENCE },
        { 'cf-access-jwt-assertion': token },
      ).call<ProblemAnswer>('GET', draftOf(site))
    expect((await answer(`${team}/`)).status).toBe(200)
    const wrong = await answer('my-team')
    expect(wrong).toMatchObject({ status: 503, body: { type: '/problems/not-configured' } })
    expect(wrong.body.detail).toContain('https://<team>.cloudflareaccess.com')
  })

  test('[SIT35] that does not answer with its keys is to be asked again', async () => {
    const site = await aPublishedSite()
    const { sign, browser } = await aTeam()
    const token = await sign({ email: 'ada@example.com' })
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network'))
    vi.spyOn(console, 'error').mockReturnValue()
    const answer = await browser(token).call('GET', draftOf(site))
    expect({ status: answer.status, retry: answer.headers.get('retry-after') }).toEqual({
      status: 503,
      retry: '5',
    })
  })

  test('[SIT35] sends its cookie with the calls of any page, and those change nothing', async () => {
    const site = await aPublishedSite()
    await anOperator().call('PUT', `/api/sites/${site.id}/members/ada@example.com`, { role: 'admin' })
    const { sign, browser } = await aTeam()
    const ada = browser(await sign({ email: 'ada@example.com' }))
    const from = { 'sec-fetch-site': 'cross-site', 'if-match': '"1"' }
    expect((await ada.call('PATCH', `${draftOf(site)}/settings/name`, 'New', from)).status).toBe(403)
  })
})

describe('answers', () => {
  test('[SIT38] are kept by no cache, failures included', async () => {
    const site = await aPublishedSite()
    for (const [browser, path, status] of [
      [anOperator(), draftOf(site), 200],
      [anOperator(), `${draftOf(site)}/slots/none`, 404],
      [new Browser(CONSOLE), draftOf(site), 401],
      [new Browser(CONSOLE), '/api/session', 200],
    ] as const) {
      const answer = await browser.call('GET', path)
      expect(answer.status).toBe(status)
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
    }
  })
})

describe('sites', () => {
  test('[SIT36] are made by the operator and by admins, who are admins of what they make', async () => {
    const operator = anOperator()
    const id = `made-${crypto.randomUUID().slice(0, 8)}`
    const made = await operator.call<{ site: { writeKeys: { key: string }[] } }>('POST', '/api/sites', {
      id,
      name: 'Made',
      timezone: 'Europe/Dublin',
    })
    expect(made).toMatchObject({
      status: 201,
      body: { version: 1, basedOn: null, issues: [], site: { id, name: 'Made', timezone: 'Europe/Dublin' } },
    })
    expect(made.body.site.writeKeys[0]!.key).toMatch(new RegExp(`^ewk_${id}_`))
    expect(await operator.call('POST', '/api/sites', { id, name: 'Again' })).toMatchObject({ status: 409 })
    expect(await operator.call('POST', '/api/sites', { id: '*', name: 'List' })).toMatchObject({
      status: 400,
    })

    const ada = await aMember(id, 'ada@example.com', 'admin')
    const eva = await aMember(id, 'eva@example.com', 'publisher')
    expect(await eva.call('POST', '/api/sites', { id: `${id}-2`, name: 'Two' })).toMatchObject({
      status: 403,
    })
    expect(await ada.call('POST', '/api/sites', { id: `${id}-2`, name: 'Two' })).toMatchObject({
      status: 201,
    })
    const list = await operator.call<{ id: string; name: string }[]>('GET', '/api/sites')
    expect(list.body.filter((site) => site.id.startsWith(id))).toEqual([
      { id, name: 'Made', role: 'admin' },
      { id: `${id}-2`, name: 'Two', role: 'admin' },
    ])
    const members = await operator.call(`GET`, `/api/sites/${id}-2/members`)
    expect(members.body).toMatchObject([{ email: 'ada@example.com', role: 'admin' }])
  })

  test('[SIT36] begin with a draft that can be published, and are listed once they are', async () => {
    const operator = anOperator()
    const id = `new-${crypto.randomUUID().slice(0, 8)}`
    await operator.call('POST', '/api/sites', { id, name: 'New' })
    expect((await operator.call('GET', `/api/sites/${id}/release`)).status).toBe(404)
    const published = await operator.call('POST', `/api/sites/${id}/releases`, {}, { 'if-match': '"1"' })
    expect(published).toMatchObject({ status: 201, body: { number: 1 } })
    const known = await aPublishedSite()
    const list = await operator.call<{ id: string }[]>('GET', '/api/sites')
    expect(list.body.map((site) => site.id)).toEqual(expect.arrayContaining([id, known.id]))
  })

  test('[SIT36] are told to nobody who is not signed in, and the list is no site', async () => {
    expect(await new Browser(CONSOLE).call('GET', '/api/sites')).toMatchObject({ status: 401 })
    expect(await anOperator().call('GET', '/api/sites/*/members')).toMatchObject({ status: 404 })
    expect(await anOperator().call('GET', '/api/sites/%2A/draft')).toMatchObject({ status: 404 })
  })

  test('[SIT37] note in their audit who was invited, joined, got another role, and went', async () => {
    const site = await aPublishedSite()
    await aMember(site.id, 'ada@example.com', 'editor')
    const member = `/api/sites/${site.id}/members/ada@example.com`
    await anOperator().call('PUT', member, { role: 'publisher' })
    await anOperator().call('DELETE', `${member}/sessions`)
    await anOperator().call('DELETE', member)
    expect((await site.call<{ action: string }[]>('GET', 'audit?limit=5')).body).toMatchObject([
      {
        actor: 'operator',
        action: 'member.removed',
        subject: 'ada@example.com',
        changes: { before: 'publisher' },
      },
      { actor: 'operator', action: 'member.signed-out' },
      { actor: 'operator', action: 'member.changed', changes: { before: 'editor', after: 'publisher' } },
      { actor: 'ada@example.com', action: 'member.joined', changes: { before: null, after: 'editor' } },
      { actor: 'operator', action: 'member.invited', changes: { role: 'editor' } },
    ])
    expect(await anOperator().call('DELETE', member)).toMatchObject({ status: 404 })
    expect(await anOperator().call('PUT', member.replace('@', '-'), { role: 'viewer' })).toMatchObject({
      status: 400,
    })
    expect(await anOperator().call('PUT', member, { role: 'owner' })).toMatchObject({ status: 400 })
  })
})
