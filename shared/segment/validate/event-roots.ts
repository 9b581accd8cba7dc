/** What a path of an event may begin with. */
export const EVENT_ROOTS = [
  'properties',
  'context',
  'traits',
  'type',
  'name',
  'channel',
  'timestamp',
  'userId',
]
