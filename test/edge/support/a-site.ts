import type { Segment } from '../../../shared/segment/index.ts'

export const SITE = 'test-shop'
export const WRITE_KEY = 'ewk_test-shop_public'
/** A key whose holder has obtained consent before sending. */
export const CONSENTED_KEY = 'ewk_test-shop_consented'
export const ORIGIN = 'https://shop.example'

const viewedHiking: Segment = {
  schema: 'segment/1',
  id: 'hikers',
  name: 'Looks at hiking',
  public: true,
  when: {
    kind: 'event',
    event: 'Product Viewed',
    where: { 'properties.category': 'hiking' },
    window: 'P7D',
    op: { gte: 2 },
  },
}

const idleCart: Segment = {
  schema: 'segment/1',
  id: 'cart-idle',
  name: 'Left the cart alone',
  public: true,
  when: {
    kind: 'absence',
    after: { event: 'Product Added' },
    none: { event: 'Order Completed' },
    within: 'PT20S',
    activeFor: 'PT30M',
    clearedBy: { event: 'Order Completed' },
  },
}

const buyers: Segment = {
  schema: 'segment/1',
  id: 'buyers',
  name: 'Bought before',
  when: { kind: 'event', event: 'Order Completed', window: 'ever' },
}

const germans: Segment = {
  schema: 'segment/1',
  id: 'phones',
  name: 'On a phone',
  public: true,
  when: { kind: 'profile', where: { 'device.class': 'mobile' } },
}

/** A site document with one of each thing that these tests need. */
export function aSite(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    schema: 'site/1',
    id: SITE,
    name: 'Test shop',
    origins: [ORIGIN],
    // A busy machine is no reason to be answered without a profile
    decisionBudgetMs: 15_000,
    writeKeys: [{ key: WRITE_KEY }, { key: CONSENTED_KEY, consent: 'obtained' }],
    segments: [viewedHiking, idleCart, buyers, germans],
    slots: [
      {
        id: 'hero',
        fields: { headline: { type: 'text', required: true } },
        template: '<h1>{{ headline }}</h1>',
        default: { headline: 'Outdoors' },
      },
      { id: 'nudge', fields: { text: { type: 'text', required: true } }, template: '<p>{{ text }}</p>' },
    ],
    experiences: [
      {
        id: 'hiking-hero',
        slot: 'hero',
        audience: { segment: 'hikers' },
        variants: [
          { id: 'boots', fields: { headline: 'Boots for {{ traits.first_name | default: "you" }}' } },
        ],
      },
      {
        id: 'phone-hero',
        slot: 'hero',
        audience: { segment: 'phones' },
        variants: [{ id: 'app', fields: { headline: 'Take us along' } }],
      },
      {
        id: 'come-back',
        slot: 'nudge',
        audience: { segment: 'cart-idle' },
        variants: [{ id: 'gentle', fields: { text: 'Still there?' } }],
      },
    ],
    ...more,
  }
}
