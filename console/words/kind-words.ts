/** What editors call the lists of a site: one of it, and several. */
export const KIND_WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  segments: ['Segment', 'Segments'],
  slots: ['Slot', 'Slots'],
  experiences: ['Experience', 'Experiences'],
  goals: ['Goal', 'Goals'],
  computedTraits: ['Computed trait', 'Computed traits'],
  writeKeys: ['Write key', 'Write keys'],
  settings: ['Setting', 'Settings'],
}

/** What editors call the settings of a site. */
export const SETTING_WORDS: Readonly<Record<string, string>> = {
  name: 'Name of the site',
  timezone: 'Time zone',
  origins: 'Allowed origins',
  undeclaredEvents: 'Events that the catalogue does not have',
  limits: 'Limits for one visitor',
  decisionBudgetMs: 'How long a page waits',
  enrich: 'What the edge adds',
  rollup: 'How sums are kept',
  retentionMonths: 'How long events are kept',
  catalogue: 'Catalogue of events and traits',
  requireApproval: 'A second person publishes',
}
