import { evictAllDurableObjects, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { profileName } from '../../edge/identity/profile-name.ts'
import type { Segment } from '../../shared/segment/index.ts'
import { Page } from './support/a-page.ts'
import { aSite, ORIGIN, SITE } from './support/a-site.ts'
import { Visitor } from './support/a-visitor.ts'
import { BASE, Client } from './support/client.ts'

/** The test shop, but a cart counts as idle after one second: alarms fire for real. */
function impatientSite(): Record<string, unknown> {
  const site = aSite()
  // `as`: aSite wrote them
  const segments = (site['segments'] as Segment[]).map((segment) =>
    segment.id === 'cart-idle' ? { ...segment, when: { ...segment.when, within: 'PT1S' } } : segment,
  )
  return { ...site, segments }
}

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('an open page, objects %s', (_, evict) => {
  const client = new Client({ evict })

  beforeEach(async () => {
    await client.publish(impatientSite())
  })

  test('[LIVE1] is told at once what another tab changed', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    const page = await Page.open(visitor.id!)
    expect((await page.next()).decisions['hero']?.reason).toBe('DEFAULT')

    await visitor.track('Product Viewed', { category: 'hiking' })
    const told = await page.next()
    expect(told).toMatchObject({ type: 'state', version: 2, segments: ['hikers'] })
    expect(told.decisions['hero']?.variant).toBe('boots')
    page.close()
  })

  test('[LIVE2] is told by the object’s alarm when time alone flips a rule', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Added')
    const page = await Page.open(visitor.id!)
    expect((await page.next()).decisions['nudge']?.html).toBeNull()
    await client.forget()

    const told = await page.next()
    expect(told.segments).toEqual(['cart-idle'])
    expect(told.decisions['nudge']).toMatchObject({ variant: 'gentle', html: '<p>Still there?</p>' })
    const { explain } = await visitor.report()
    const since = explain.find(({ segment }) => segment === 'cart-idle')?.since
    const [added] = (await visitor.report()).events
    expect(Date.parse(since!)).toBe(added!.at + 1_000)

    await visitor.track('Order Completed')
    expect((await page.next()).decisions['nudge']?.html).toBeNull()
    page.close()
  })

  test('[LIVE3] is not told what it knows', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    const page = await Page.open(visitor.id!)
    await page.next()
    await visitor.track('Something Else')
    await page.settled()
    expect(page.unread).toBe(0)
    page.close()
  })

  test('[LIVE5] says that it moved on, and is told what it sees there', async () => {
    const site = impatientSite()
    const onSale = {
      id: 'sale-hero',
      slot: 'hero',
      page: { path: '/sale' },
      variants: [{ id: 'sale', fields: { headline: 'Sale' } }],
    }
    await client.publish({ ...site, experiences: [onSale, ...(site['experiences'] as object[])] })
    const visitor = new Visitor(client)
    await visitor.track('A')
    const page = await Page.open(visitor.id!, { url: `${ORIGIN}/`, slots: 'hero' })
    const first = await page.next()
    expect(Object.keys(first.decisions)).toEqual(['hero'])
    expect(first.decisions['hero']?.reason).toBe('DEFAULT')
    page.say({ type: 'page', page: { url: `${ORIGIN}/sale` } })
    expect((await page.next()).decisions['hero']?.variant).toBe('sale')
    page.close()
  })

  test('[LIVE4] is shut out when it says what is no message of ours', async () => {
    const visitor = new Visitor(client)
    await visitor.track('A')
    const page = await Page.open(visitor.id!)
    await page.next()
    const closed = page.closed()
    page.say({ type: 'subscribe', to: 'everything' })
    expect(await closed).toMatchObject({ code: 1008 })
  })

  test('[LIVE10] is told nothing of the history of a visitor who did not grant personalization', async () => {
    const visitor = new Visitor(client)
    const consent = { analytics: 'granted', personalization: 'denied' }
    const viewed = () => visitor.message('Product Viewed', { category: 'hiking' })
    await visitor.send([viewed()], { consent })
    const page = await Page.open(visitor.id!)
    await page.next()
    const { decisions, segments } = await visitor.send([viewed()], { consent })
    await page.settled()
    expect(page.unread).toBe(0)

    await visitor.send([], { consent: { ...consent, personalization: 'granted' } })
    const told = await page.next()
    expect(told.decisions['hero']?.variant).toBe('boots')
    await visitor.send([], { consent })
    expect(await page.next()).toMatchObject({ decisions, segments })
    page.close()
  })
})

describe('a live socket', () => {
  const client = new Client({ evict: false })

  beforeEach(async () => {
    await client.publish(impatientSite())
  })

  test('[LIVE11] fails no call when it does not answer the closing of its socket', async () => {
    const visitor = new Visitor(client)
    await visitor.track('A')
    const response = await Page.ask({ id: visitor.id! })
    const socket = response.webSocket!
    socket.accept({ allowHalfOpen: true })
    const closing = new Promise((resolve) => socket.addEventListener('close', resolve, { once: true }))
    socket.send('nonsense')
    await closing
    const viewed = () => visitor.message('Product Viewed', { category: 'hiking' })
    const { receipts } = await visitor.send([viewed(), viewed()])
    expect(receipts.map(({ status }) => status)).toEqual(['accepted', 'accepted'])
    socket.close()
  })

  test('[LIVE12] is told what it sees wherever it is, in any script', async () => {
    const visitor = new Visitor(client)
    await visitor.track('A')
    const page = await Page.open(visitor.id!, { url: `${ORIGIN}/山`, slots: 'hero,über,山' })
    const { decisions } = await page.next()
    expect(Object.keys(decisions)).toEqual(['hero', 'über', '山'])
    page.close()
  })

  test('[LIVE12] is refused when it asks for more than a socket remembers', async () => {
    const visitor = new Visitor(client)
    await visitor.track('A')
    const long = Array.from({ length: 100 }, () => '山'.repeat(100))
    const response = await Page.ask({ id: visitor.id!, slots: long.join() })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ type: '/problems/invalid-live-request' })

    for (const page of [
      { url: 'x'.repeat(5_000) },
      { url: ORIGIN, title: '山'.repeat(1_024), referrer: '山'.repeat(4_096) },
    ]) {
      const open = await Page.open(visitor.id!)
      await open.next()
      const closed = open.closed()
      open.say({ type: 'page', page, slots: long })
      expect(await closed).toMatchObject({ code: 1008 })
    }
  })

  test('[LIVE6] outlives the object’s memory', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    const page = await Page.open(visitor.id!)
    await page.next()
    await evictAllDurableObjects()
    await visitor.track('Product Viewed', { category: 'hiking' })
    expect((await page.next()).segments).toEqual(['hikers'])
    page.close()
  })

  test('[LIVE9] answers a page that leaves', async () => {
    const visitor = new Visitor(client)
    await visitor.track('A')
    const page = await Page.open(visitor.id!)
    await page.next()
    const closed = page.closed()
    page.close()
    expect(await closed).toMatchObject({ wasClean: true })
  })

  test('[LIVE4] opens for a signed id only, by parameter or cookie, and for listed origins', async () => {
    const visitor = new Visitor(client)
    await visitor.track('A')
    const id = visitor.id!
    const forged = `${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}`
    for (const parameters of [{}, { id: forged }, { id: 'x' }]) {
      const response = await Page.ask(parameters as Record<string, string>)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ type: '/problems/invalid-live-request' })
    }
    const elsewhere = await Page.ask({ id }, { origin: 'https://elsewhere.example' })
    expect(elsewhere.status).toBe(403)
    const byCookie = await Page.ask({}, { origin: BASE, cookie: `ew_id_${SITE}=${id}` })
    expect(byCookie.status).toBe(101)
    byCookie.webSocket?.accept()
    byCookie.webSocket?.close()
  })

  test('[LIVE7] has the alarm armed to the instant once a page is open', async () => {
    await client.publish(aSite())
    const visitor = new Visitor(client)
    const added = visitor.message('Product Added')
    await visitor.send([added])
    const page = await Page.open(visitor.id!)
    await page.next()
    const name = await profileName(SITE, { kind: 'visitor', id: visitor.id!.slice(0, 22) })
    const at = await runInDurableObject(env.PROFILE.get(env.PROFILE.idFromName(name)), (_, state) =>
      state.storage.getAlarm(),
    )
    expect(at).toBe((await visitor.report()).events[0]!.at + 20_000)
    page.close()
  })
})
