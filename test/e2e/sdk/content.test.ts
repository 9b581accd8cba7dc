import { describe, expect, test } from 'vitest'
import type { EdgewiseGlobal } from '../../../sdk/script.ts'
import { ready } from './ready.ts'
import { createStage } from './stage.ts'

declare const edgewise: EdgewiseGlobal

const stage = createStage()

describe('content', () => {
  test('[SDK2] what a visitor does changes the page with the answer to it', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor)
    await ready(page)
    expect(await page.textContent('[data-ew-slot=hero]')).toBe('Default')
    const receipt = await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking', n: 1 }))
    expect(receipt?.status).toBe('accepted')
    expect(await page.textContent('[data-ew-slot=hero] h1')).toBe('Ridge')
    expect(await page.getAttribute('[data-ew-slot=hero]', 'data-ew-reason')).toBe('TARGETING_MATCH')
    expect(await page.evaluate(() => edgewise.segments())).toContain('hikers')
    expect(await stage.keptNumbers(visitor)).toEqual([1])
  })
})
