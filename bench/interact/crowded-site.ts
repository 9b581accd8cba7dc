import type { Experience } from '../../shared/experience/experience.ts'
import type { Slot } from '../../shared/experience/slot.ts'
import type { SiteConfig } from '../../shared/release/site-config.ts'
import type { Condition, Segment } from '../../shared/segment/index.ts'

const RULES = 1000
const EXPERIENCES = 50
const SLOTS = 5

/** Half of Segment's e-commerce events, and a few of a site's own. */
const EVENTS = [
  'Product Viewed',
  'Product List Viewed',
  'Page Viewed',
  'Product Clicked',
  'Products Searched',
  'Product Added',
  'Product Removed',
  'Cart Viewed',
  'Checkout Started',
  'Payment Info Entered',
  'Order Completed',
  'Order Refunded',
  'Coupon Applied',
  'Product Added to Wishlist',
  'Product Shared',
  'Product Reviewed',
  'Promotion Clicked',
  'Newsletter Opened',
  'Signed Up',
  'Store Visited',
] as const
const CATEGORIES = [
  'hiking',
  'running',
  'cycling',
  'camping',
  'climbing',
  'skiing',
  'sailing',
  'fishing',
  'tents',
  'boots',
  'jackets',
  'lamps',
  'stoves',
  'maps',
  'ropes',
  'helmets',
] as const
const WINDOWS = ['P1D', 'P7D', 'P30D', 'P90D', 'ever'] as const

/**
 * A site that has grown for years: 1,000 segments of several kinds over twenty events, and 50 experiences for five
 * slots. Every experience is reachable; which one wins depends on the visitor.
 */
export function createCrowdedSite(): SiteConfig {
  return {
    schema: 'site/1',
    id: 'crowded',
    name: 'Crowded',
    timezone: 'UTC',
    origins: [],
    writeKeys: [{ key: 'ewk_crowded_bench', consent: 'required' }],
    goals: [],
    computedTraits: [],
    segments: Array.from({ length: RULES }, (_, rule) => createSegment(rule)),
    slots: Array.from({ length: SLOTS }, (_, index) => createSlot(index)),
    experiences: Array.from({ length: EXPERIENCES }, (_, index) => createExperience(index)),
  }
}

function createSegment(rule: number): Segment {
  return {
    schema: 'segment/1',
    id: `rule-${rule}`,
    name: `Rule ${rule}`,
    when: createCondition(rule),
    public: rule % 20 === 0,
  }
}

function createCondition(rule: number): Condition {
  const event = EVENTS[rule % EVENTS.length]!
  const window = WINDOWS[Math.floor(rule / 10) % WINDOWS.length]!
  const category = CATEGORIES[Math.floor(rule / 50) % CATEGORIES.length]!
  const often = 1 + (Math.floor(rule / 10) % 9)
  const inCategory = { 'properties.category': category }
  switch (rule % 7) {
    case 0:
      return { kind: 'event', event, where: inCategory, window, op: { gte: often } }
    case 1:
      return {
        kind: 'event',
        event,
        where: { 'properties.brand': `brand-${rule % 25}` },
        window,
        op: { gte: often },
      }
    case 2:
      return {
        kind: 'event',
        event,
        where: { 'properties.product_id': `product-${rule % 40}` },
        window: 'P30D',
        op: { eq: 0 },
      }
    case 3:
      return {
        all: [
          { kind: 'event', event, where: inCategory, window, op: { gte: often } },
          { not: { kind: 'event', event: 'Order Completed', window: 'P30D' } },
        ],
      }
    case 4:
      return {
        any: [
          {
            kind: 'event',
            event,
            where: { 'properties.price': { $gte: 50 + (rule % 150) } },
            window,
            op: { gte: 3 },
          },
          { kind: 'profile', where: { 'traits.plan': `plan-${rule % 10}` } },
        ],
      }
    case 5:
      return {
        kind: 'absence',
        after: { event, where: inCategory },
        none: { event: 'Order Completed' },
        within: 'P2D',
        activeFor: 'P30D',
      }
    default:
      return {
        all: [
          { kind: 'profile', where: { 'device.class': rule % 2 === 0 ? 'mobile' : 'desktop' } },
          { kind: 'event', event, window, op: { between: [often, often + 5] } },
        ],
      }
  }
}

function createSlot(index: number): Slot {
  return {
    id: `slot-${index}`,
    fields: {
      headline: { type: 'text', required: true },
      text: { type: 'text', required: false },
      link: { type: 'link', required: true },
    },
    template:
      '<section class="card"><h2>{{ headline }}</h2><p>{{ text }}</p><a href="{{ link.href }}">{{ link.label }}</a></section>',
    default: {},
  }
}

function createExperience(index: number): Experience {
  const variant = (id: string) => ({
    id,
    fields: {
      headline: `Headline ${index}, ${id}`,
      text: 'A sentence that says what is on offer here, and why it is worth a look.',
      link: { href: `/offer/${index}`, label: 'Look' },
    },
  })
  const isExperiment = index % 5 === 0
  return {
    id: `experience-${index}`,
    slot: `slot-${index % SLOTS}`,
    enabled: true,
    audience: { segment: `rule-${(index * 37) % RULES}` },
    ...(index % 10 === 3 && { page: { path: { $regex: '^/hiking' } } }),
    holdout: index % 10 === 7 ? 0.1 : 0,
    variants: isExperiment ? [variant('a'), variant('b')] : [variant('only')],
    ...(isExperiment && { experiment: { distribution: [0.5, 0.5], trafficAllocation: 1, goals: [] } }),
  }
}
