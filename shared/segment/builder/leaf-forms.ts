import type { Field, LeafForm } from './leaf-form.ts'

const event: Field = { key: 'event', label: 'Event', type: 'event' }
const where: Field = { key: 'where', label: 'Where', type: 'where', of: 'event', isOptional: true }
const when: Field = { key: 'window', label: 'When', type: 'window' }

/** The fields of a step of a sequence. */
export const STEP_FIELDS: readonly Field[] = [
  event,
  where,
  { key: 'times', label: 'How often', type: 'integer', min: 1, max: 100, isOptional: true },
  {
    key: 'within',
    label: 'At most so long after the step before',
    type: 'duration',
    isOptional: true,
  },
  { key: 'noneBetween', label: 'With none of these between', type: 'match', isOptional: true },
  {
    key: 'immediately',
    label: 'Right after the step before',
    hint: 'It is the next event of the same session.',
    type: 'flag',
    preset: false,
    isOptional: true,
  },
  {
    key: 'as',
    label: 'Name, for later steps to refer to',
    type: 'text',
    isOptional: true,
  },
]

/** Every kind of condition: the one description that forms are made from. */
export const LEAF_FORMS: readonly LeafForm[] = [
  {
    kind: 'event',
    name: 'Did something',
    about: 'How often an event happened, or what its numbers add up to. “Never” is exactly 0 times.',
    fields: [
      event,
      where,
      {
        key: 'op',
        label: 'How often',
        type: 'comparison',
        unit: 'times',
        isOptional: true,
      },
      when,
      {
        key: 'agg',
        label: 'Count or calculate',
        hint: 'Instead of how often: a sum, an average, the smallest, the largest, or how many different values.',
        type: 'aggregation',
        isOptional: true,
      },
    ],
  },
  {
    kind: 'profile',
    name: 'Is somebody',
    about:
      'What is known of the visitor: traits, computed traits, place, device, campaign, the current visit.',
    fields: [{ key: 'where', label: 'Where', type: 'where', of: 'profile' }],
  },
  {
    kind: 'absence',
    name: 'Did not do what should follow',
    about: 'Something happened, and what should have followed did not, for so long: a cart that was left.',
    fields: [
      { key: 'after', label: 'After', type: 'match', binds: true },
      { key: 'none', label: 'Did not', type: 'match' },
      { key: 'within', label: 'For', type: 'duration' },
      {
        key: 'activeFor',
        label: 'Then stays true for',
        type: 'duration',
        orEver: true,
      },
      {
        key: 'clearedBy',
        label: 'Or until',
        type: 'match',
        isOptional: true,
      },
      {
        key: 'key',
        label: 'Each by itself, told apart by',
        hint: 'Every value has a clock of its own: buying one cart says nothing of another.',
        type: 'path',
        isOptional: true,
      },
      {
        key: 'restart',
        label: 'A newer one restarts the clock',
        type: 'flag',
        preset: true,
        isOptional: true,
      },
    ],
  },
  {
    kind: 'sequence',
    name: 'Did one thing after another',
    about: 'Steps in an order, with what may and may not lie between.',
    fields: [
      { key: 'steps', label: 'Steps', type: 'steps' },
      { ...when, key: 'completedIn', label: 'The last step was' },
      { key: 'total', label: 'All within', type: 'duration', isOptional: true },
      {
        key: 'scope',
        label: 'Where',
        type: 'choice',
        options: [
          ['profile', 'over several visits'],
          ['session', 'in one visit'],
        ],
        isOptional: true,
      },
      { key: 'key', label: 'With the same', type: 'path', isOptional: true },
    ],
  },
  {
    kind: 'pick',
    name: 'The first, the last, the most frequent',
    about: 'What an event said the first or the last time, or which value came most often.',
    fields: [
      {
        key: 'pick',
        label: 'Which',
        type: 'choice',
        options: [
          ['last', 'the last'],
          ['first', 'the first'],
          ['mostFrequent', 'the most frequent'],
        ],
      },
      event,
      where,
      {
        key: 'of',
        label: 'Of which value',
        hint: 'Needed for the most frequent: what is counted.',
        type: 'path',
        isOptional: true,
      },
      { key: 'has', label: 'It has', type: 'where', of: 'event' },
      when,
    ],
  },
  {
    kind: 'segment',
    name: 'Is in another segment',
    about: 'Membership of another segment, for how long, or since when.',
    fields: [
      { key: 'id', label: 'Segment', type: 'segment' },
      {
        key: 'is',
        label: 'Is',
        type: 'choice',
        options: [
          ['in', 'in it'],
          ['out', 'not in it'],
        ],
      },
      { key: 'for', label: 'For at least', type: 'duration', isOptional: true },
      { key: 'enteredWithin', label: 'Since at most', type: 'duration', isOptional: true },
    ],
  },
  {
    kind: 'asOf',
    name: 'Was so at the moment of an event',
    about: 'What was true just before something happened: “had viewed five products when they bought”.',
    fields: [
      { key: 'anchor', label: 'At the moment of', type: 'match', binds: true },
      when,
      { key: 'holds', label: 'This was true', type: 'condition' },
    ],
  },
  {
    kind: 'score',
    name: 'Has a score',
    about: 'What a model says of the visitor.',
    fields: [
      { key: 'model', label: 'Model', type: 'text' },
      { key: 'output', label: 'Output', type: 'text', isOptional: true },
      { key: 'op', label: 'Score', type: 'comparison', unit: 'number' },
      {
        key: 'maxAge',
        label: 'No older than',
        type: 'duration',
        isOptional: true,
      },
    ],
  },
  {
    kind: 'bucket',
    name: 'Is in a share of all',
    about:
      'A part of all visitors, drawn once and for good: for holding out, and for trying something on few.',
    fields: [
      { key: 'seed', label: 'Drawn by', hint: 'The same visitors for the same text.', type: 'text' },
      { key: 'range', label: 'Share', type: 'range' },
    ],
  },
]
