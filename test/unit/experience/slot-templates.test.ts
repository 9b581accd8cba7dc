import { describe, expect, test } from 'vitest'
import { SLOT_TEMPLATES } from '../../../shared/experience/templates/slot-templates.ts'
import { lintSite, validateSite } from '../../../shared/release/index.ts'
import { siteDocument } from '../release/site.ts'
import { contentOf, decideHero, showing } from './content.ts'

describe('the built-in slots', () => {
  test.each(SLOT_TEMPLATES)(
    '[CON90] $name passes every check, and shows its example',
    ({ id, slot, example }) => {
      const document = {
        ...siteDocument(),
        slots: [{ id: 'hero', ...slot, ...(slot.template === undefined && { default: example }) }],
        experiences: [{ id: 'first', slot: 'hero', variants: [{ id: 'only', fields: example }] }],
      }
      const result = validateSite(document)
      if (!result.ok) throw new Error(`${id}: ${JSON.stringify(result.issues)}`)
      expect(lintSite(result.site)).toEqual([])

      const { reason, html, fields } = decideHero(
        contentOf([showing('x', { variants: [{ id: 'only', fields: example }] })], document.slots),
      )
      expect(reason).toBe('TARGETING_MATCH')
      expect(Object.keys(fields ?? {})).toEqual(Object.keys(example))
      if (slot.template === undefined) expect(html).toBeNull()
      else {
        expect(html).toMatch(/^<[a-z]+ class="ew-/)
        for (const value of Object.values(example))
          if (typeof value === 'string' && !value.includes('*')) expect(html).toContain(value)
      }
    },
  )

  test('[CON90] leave out what is not filled in', () => {
    const hero = SLOT_TEMPLATES.find(({ id }) => id === 'hero')
    const content = contentOf(
      [showing('x', { variants: [{ id: 'only', fields: { title: 'Only this' } }] })],
      [{ id: 'hero', ...hero?.slot }],
    )
    expect(decideHero(content).html).toBe(
      '<section class="ew-hero"><div class="ew-hero__body"><h1 class="ew-hero__title">Only this</h1></div></section>',
    )
  })
})
