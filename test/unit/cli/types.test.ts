import { expect, test } from 'vitest'
import { declareSite } from '../../../cli/types/declare-site.ts'
import { validateSite } from '../../../shared/release/index.ts'

test('[SDK55] the types of a site are those of its catalogue and its slots', () => {
  const result = validateSite({
    schema: 'site/1',
    id: 'shop',
    name: 'Shop',
    origins: [],
    writeKeys: [{ key: 'ewk_shop_test' }],
    catalogue: {
      events: {
        'Signed In': {},
        Ordered: {
          description: 'At the thank-you page; never */ before',
          properties: {
            revenue: 'number',
            currency: ['EUR', 'USD'],
            at: 'date',
            'gift card': 'boolean',
            tags: 'string[]',
            products: [{ sku: 'string' }],
            address: { city: 'string' },
            more: 'any',
          },
        },
      },
    },
    segments: [],
    slots: [
      {
        id: 'hero',
        name: 'Hero',
        fields: {
          title: { type: 'text', required: true, description: 'One short sentence' },
          label: { type: 'text', required: true },
          image: { type: 'image' },
          cards: { type: 'list', item: { name: 'text', link: 'link' } },
        },
        template:
          '<h1>{{ title }}</h1>{{ label }}{{ image.alt }}{% for card in cards %}{{ card.name }}{% endfor %}',
        default: { title: 'Welcome' },
      },
      { id: 'product-order', fields: {} },
    ],
    experiences: [],
  })
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  expect(declareSite(result.site))
    .toBe(`// Written by \`edgewise types\` from the site shop: what is changed here is lost the next time.
import 'edgewise'

declare module 'edgewise' {
  interface EdgewiseEvents {
    "Signed In": object
    /** At the thank-you page; never *\\/ before */
    Ordered: {
      revenue?: number
      currency?: "EUR" | "USD"
      at?: string | number | Date
      "gift card"?: boolean
      tags?: readonly string[]
      products?: readonly {
        sku?: string
      }[]
      address?: {
        city?: string
      }
      more?: unknown
    }
  }

  interface EdgewiseSlots {
    /** Hero */
    hero: {
      /** One short sentence */
      title: string
      label?: string
      image?: { src: string; alt: string; width?: number; height?: number }
      cards?: readonly {
        name?: string
        link?: { href: string; label: string }
      }[]
    }
    "product-order": {}
  }
}
`)
})
