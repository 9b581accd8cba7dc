import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { SlotElement } from '../../../sdk/element/index.ts'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { ready } from './ready.ts'
import { createStage } from './stage.ts'

declare const edgewise: EdgewiseGlobal

const stage = createStage()
const hero = 'ew-slot[name=hero]'

/** What the page was told, and what its policy was violated by. */
const told = (page: Page): Promise<unknown> => page.evaluate(() => (globalThis as { told?: unknown }).told)

/** A page under a strict policy, with the element's script before or after the other. */
async function open(isFirst: boolean): Promise<Page> {
  const visitor = await stage.newVisitor()
  const tag = `<script src="${stage.server.url}/ew-slot.js"></script>`
  const elements = `<ew-slot name="hero"><p id="own">Default</p></ew-slot><ew-slot name="notice"></ew-slot>`
  const address = await stage.set(visitor, {
    script: 'data-consent="granted" data-timeout="20000"',
    head: isFirst ? tag : '',
    body: `${elements}${isFirst ? '' : tag.replace('<script', '<script async')}`,
    headers: {
      'content-security-policy':
        "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types edgewise",
    },
  })
  const page = await visitor.newPage()
  await page.addInitScript(() => {
    const told: unknown[] = []
    Object.assign(globalThis, { told })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
      told.push(violatedDirective),
    )
    document.addEventListener(
      'ew-change',
      (event) => {
        // `as`: what the element tells
        const { detail, target } = event as CustomEvent<{ readonly variant: string | null }>
        told.push(`${(target as Element).getAttribute('name')} ${detail.variant}`)
      },
      true,
    )
  })
  await page.goto(address)
  await ready(page)
  await page.waitForFunction(() => customElements.get('ew-slot'))
  return page
}

describe('<ew-slot>', () => {
  test.each([
    ['before', true],
    ['after', false],
  ])(
    '[SDK57] is a slot whose default stands in it, under a strict policy, its script %s the other',
    async (_, isFirst) => {
      const page = await open(isFirst)
      expect(await page.textContent(hero)).toBe('Default')
      await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
      await page.waitForSelector(`${hero} h1:text("Ridge")`)
      expect(await page.evaluate(() => document.querySelector('ew-slot')?.decision?.variant)).toBe('ridge')
      // The slot's own policy: with the next view
      expect(await page.textContent('[name=notice]')).toBe('')
      expect(await told(page)).toEqual(expect.arrayContaining(['hero ridge', 'notice hut']))
      await page.evaluate(() => edgewise.consent('denied'))
      await page.waitForSelector(`${hero} #own`)
      expect(await told(page)).toEqual(expect.not.arrayContaining([expect.stringContaining('-src')]))
      expect(await told(page)).not.toContain('require-trusted-types-for')
    },
  )

  test('[SDK57] follows its name and its policy, and tells nothing once it is gone', async () => {
    const page = await open(true)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    await page.waitForSelector(`${hero} h1:text("Ridge")`)
    await page.evaluate(() => document.querySelector('ew-slot')!.setAttribute('name', 'notice'))
    await page.waitForSelector('ew-slot:first-child i:text("Hut")')
    const outcome = await page.evaluate(async () => {
      // `as`: what the element's script defined
      const late = document.createElement('ew-slot') as SlotElement
      const heard: (string | null)[] = []
      late.addEventListener('ew-change', (event) => {
        heard.push((event as CustomEvent<{ readonly variant: string | null }>).detail.variant)
      })
      late.setAttribute('name', 'hero')
      late.setAttribute('policy', 'next-view')
      const policy = late.dataset['ewPolicy']
      late.removeAttribute('policy')
      document.body.append(late)
      await edgewise.track('Product Viewed', { category: 'running' })
      late.remove()
      const { length } = heard
      edgewise.consent('denied')
      await edgewise.flush()
      return { policy, without: late.dataset['ewPolicy'] ?? null, heard, isSilent: heard.length === length }
    })
    expect(outcome).toEqual({ policy: 'next-view', without: null, heard: ['ridge', 'trail'], isSilent: true })
  })
})
