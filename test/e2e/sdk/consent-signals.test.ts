import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { ready } from './ready.ts'
import { createStage, slots } from './stage.ts'

declare const edgewise: EdgewiseGlobal
/** Takes what a platform says from now on; `platform` below defines it in the page. */
declare const say: (...args: unknown[]) => void

const stage = createStage()
const unknown = { analytics: 'unknown', personalization: 'unknown', advertising: 'unknown' }

/** A page that waits for consent, and has a consent platform. */
async function openWith(platform: string): Promise<Page> {
  const visitor = await stage.newVisitor()
  await visitor.addInitScript(platform)
  const page = await stage.open(visitor, {
    script: 'data-consent="wait"',
    body: `${slots}<script async src="${stage.server.url}/ew-consent.js"></script>`,
  })
  await ready(page)
  await page.waitForLoadState('load')
  return page
}

async function consentOf(page: Page): Promise<object> {
  return page.evaluate(() => edgewise.consent())
}

test('[SDK49] Google Consent Mode: a default of "denied" says nothing yet, an update does', async () => {
  const page = await openWith(`
    globalThis.dataLayer = []
    globalThis.say = function () { dataLayer.push(arguments) }
    say('consent', 'default', { ad_storage: 'denied', analytics_storage: 'denied', personalization_storage: 'granted' })`)
  expect(await consentOf(page)).toEqual({ ...unknown, personalization: 'granted' })
  await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
  await page.evaluate(() => say('consent', 'update', { analytics_storage: 'granted' }))
  await page.waitForSelector('[data-ew-slot=hero] h1:text("Ridge")')
  await page.evaluate(() =>
    say('consent', 'update', {
      ad_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'denied',
    }),
  )
  expect(await consentOf(page)).toEqual({
    analytics: 'granted',
    personalization: 'granted',
    advertising: 'denied',
  })
  // Withdrawing erases, and the list is still Google's
  await page.evaluate(() => say('consent', 'update', { analytics_storage: 'denied' }))
  await page.waitForSelector('#own')
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  expect(
    await page.evaluate(() => (globalThis as unknown as { dataLayer: unknown[] }).dataLayer.length),
  ).toBe(4)
})

test('[SDK49] TCF: once there is a choice, by the purposes that ours need', async () => {
  const page = await openWith(`
    globalThis.__tcfapi = (command, version, callback) => {
      globalThis.say = (eventStatus, gdprApplies, consents) =>
        callback({ eventStatus, gdprApplies, purpose: { consents } }, true)
      say('cmpuishown', true, {})
    }`)
  await page.waitForFunction(() => 'say' in globalThis)
  expect(await consentOf(page)).toEqual(unknown)
  await page.evaluate(() => say('useractioncomplete', true, { 1: true, 5: true, 6: true, 8: true }))
  expect(await consentOf(page)).toEqual({
    analytics: 'granted',
    personalization: 'granted',
    advertising: 'denied',
  })
  await page.evaluate(() => say('useractioncomplete', true, { 1: true, 3: true, 4: true, 7: true, 8: true }))
  expect(await consentOf(page)).toEqual({
    analytics: 'granted',
    personalization: 'denied',
    advertising: 'granted',
  })
})

test('[SDK49] TCF where the GDPR does not apply says nothing', async () => {
  const page = await openWith(`
    globalThis.__tcfapi = (command, version, callback) => {
      globalThis.isAsked = true
      callback({ eventStatus: 'tcloaded', gdprApplies: false }, true)
    }`)
  await page.waitForFunction(() => 'isAsked' in globalThis)
  expect(await consentOf(page)).toEqual(unknown)
})

test.each([
  ['an object', { SaleOptOut: 2, SharingOptOut: 1 }],
  ['a list of parts', [{ SaleOptOut: 1 }, { Gpc: false }]],
])('[SDK49] GPP: who has opted out denies advertising (a section that is %s)', async (_, section) => {
  const page = await openWith(`
    globalThis.__gpp = (command, callback) => {
      globalThis.say = (parsedSections) => callback({ pingData: { signalStatus: 'ready', parsedSections } }, true)
    }`)
  await page.waitForFunction(() => 'say' in globalThis)
  await page.evaluate(() => say({ usnat: { SaleOptOut: 2, SharingOptOut: 2 }, tcfeuv2: { SaleOptOut: 1 } }))
  expect(await consentOf(page)).toEqual(unknown)
  await page.evaluate((section) => say({ usca: section }), section)
  await vi.waitFor(async () => expect(await consentOf(page)).toEqual({ ...unknown, advertising: 'denied' }))
})
