/** The site under test: content that changes by what a visitor does, by who they are, and by time. */
export const site = {
  schema: 'site/1',
  id: 'stage',
  name: 'Stage',
  // A busy machine is no reason to be answered without a profile
  decisionBudgetMs: 15_000,
  writeKeys: [{ key: 'ewk_stage_test' }, { key: 'ewk_stage_segment', consent: 'obtained' }],
  segments: [
    {
      schema: 'segment/1',
      id: 'hikers',
      name: 'Hikers',
      when: {
        kind: 'event',
        event: 'Product Viewed',
        where: { 'properties.category': 'hiking' },
        window: 'ever',
      },
      public: true,
    },
    {
      schema: 'segment/1',
      id: 'runners',
      name: 'Runners',
      when: {
        kind: 'event',
        event: 'Product Viewed',
        where: { 'properties.category': 'running' },
        window: 'ever',
      },
      public: true,
    },
    {
      schema: 'segment/1',
      id: 'fresh',
      name: 'Looked at hiking a moment ago',
      when: {
        kind: 'event',
        event: 'Product Viewed',
        where: { 'properties.category': 'hiking' },
        window: 'PT2S',
      },
      public: true,
    },
  ],
  slots: [
    {
      id: 'hero',
      fields: { title: { type: 'text', required: true } },
      template: '<h1>{{ title }}</h1><input aria-label="Search">',
    },
    { id: 'badge', fields: { text: { type: 'text', required: true } }, template: '<b>{{ text }}</b>' },
    {
      id: 'notice',
      policy: 'next-view',
      fields: { text: { type: 'text', required: true } },
      template: '<i>{{ text }}</i>',
    },
    { id: 'trial', fields: { text: { type: 'text', required: true } }, template: '<u>{{ text }}</u>' },
    { id: 'order', fields: { first: { type: 'text' } }, default: { first: 'none' } },
  ],
  experiences: [
    {
      id: 'running-hero',
      slot: 'hero',
      audience: { segment: 'runners' },
      variants: [{ id: 'trail', fields: { title: 'Trail' } }],
    },
    {
      id: 'hiking-hero',
      slot: 'hero',
      audience: { segment: 'hikers' },
      variants: [{ id: 'ridge', fields: { title: 'Ridge' } }],
    },
    {
      id: 'running-notice',
      slot: 'notice',
      audience: { segment: 'runners' },
      variants: [{ id: 'race', fields: { text: 'Race' } }],
    },
    {
      id: 'running-trial',
      slot: 'trial',
      audience: { segment: 'runners' },
      variants: [
        { id: 'own', fields: null },
        { id: 'other', fields: { text: 'Other' } },
      ],
      experiment: { distribution: [1, 0] },
    },
    {
      id: 'hiking-notice',
      slot: 'notice',
      audience: { segment: 'hikers' },
      variants: [{ id: 'hut', fields: { text: 'Hut' } }],
    },
    {
      id: 'fresh-badge',
      slot: 'badge',
      audience: { segment: 'fresh' },
      variants: [{ id: 'seen', fields: { text: 'Just seen' } }],
    },
    {
      id: 'desktop-order',
      slot: 'order',
      audience: { segment: 'hikers' },
      variants: [{ id: 'boots', fields: { first: 'boots' } }],
    },
  ],
}
