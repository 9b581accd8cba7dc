import { validateSite } from '../../../shared/release/index.ts'

/** A site document with one of everything, as an editor would write it. Each call gives a new one. */
export function siteDocument() {
  return {
    schema: 'site/1',
    id: 'shop',
    name: 'Shop',
    timezone: 'Europe/Berlin',
    origins: ['https://shop.example'],
    writeKeys: [{ key: 'ewk_shop_local' }],
    goals: [{ id: 'order', name: 'Ordered', event: 'Order Completed', value: 'properties.revenue' }],
    segments: [
      {
        schema: 'segment/1',
        id: 'hiking-fans',
        name: 'Hiking fans',
        when: {
          kind: 'event',
          event: 'Product Viewed',
          where: { 'properties.category': 'hiking' },
          window: 'P7D',
          op: { gte: 2 },
        },
        public: true,
      },
      {
        schema: 'segment/1',
        id: 'customers',
        name: 'Customers',
        when: { kind: 'event', event: 'Order Completed', window: 'ever' },
      },
    ],
    slots: [
      {
        id: 'hero',
        fields: {
          title: { type: 'text', required: true },
          cta: { type: 'link' },
          image: { type: 'image' },
          points: { type: 'list' },
          size: { type: 'number' },
          wide: { type: 'boolean' },
          data: { type: 'json' },
        },
        template: '<h1>{{ title }}</h1><a href="{{ cta.href }}">{{ cta.label }}</a>',
      },
    ],
    experiences: [
      {
        id: 'hiking-hero',
        slot: 'hero',
        audience: { segment: 'hiking-fans' },
        page: { path: '/' },
        schedule: { from: '2026-12-01T00:00', to: '2026-12-24T18:00' },
        holdout: 0.1,
        variants: [
          { id: 'baseline', fields: null },
          {
            id: 'ridge',
            fields: {
              title: 'Hello {{ traits.first_name | default: "there" }}',
              cta: { href: '/hiking/', label: 'Go' },
              image: { src: '/ridge.svg', alt: 'A ridge', width: 1200, height: 800 },
              points: ['one', 'two'],
              size: 3,
              wide: true,
              data: { any: ['thing', null] },
            },
          },
        ],
        experiment: { distribution: [0.5, 0.5], trafficAllocation: 0.5, goals: ['order'] },
      },
    ],
  }
}

/** JSON pointer → what is to stand there; undefined: nothing; a list's place `-`: one more at its end. */
type Changes = Readonly<Record<string, unknown>>

/** The issues of the document after changes. */
export function issuesAfter(changes: Changes) {
  const document = siteDocument()
  for (const [pointer, value] of Object.entries(changes)) change(document, pointer.slice(1).split('/'), value)
  const result = validateSite(document)
  return result.ok ? [] : result.issues
}

/** The only issue after changes; fails where there is not exactly one. */
export function issueAfter(changes: Changes) {
  const issues = issuesAfter(changes)
  if (issues.length !== 1) throw new Error(`expected one issue, got ${JSON.stringify(issues, null, 2)}`)
  return issues[0]!
}

function change(target: unknown, [key = '', ...rest]: readonly string[], value: unknown): void {
  // `as`: pointers of these tests lead to objects and lists
  const holder = target as Record<string, unknown>
  if (rest.length > 0) change(holder[key], rest, value)
  else if (value === undefined) delete holder[key]
  else if (key === '-' && Array.isArray(target)) target.push(value)
  else holder[key] = value
}
