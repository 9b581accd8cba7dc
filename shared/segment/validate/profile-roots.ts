/** What a path in a profile's `where` may begin with. */
export const PROFILE_ROOTS = [
  'traits',
  'computed',
  'geo',
  'device',
  'campaign',
  'referrer',
  'touch',
  'identity',
  'consent',
  'session',
]
