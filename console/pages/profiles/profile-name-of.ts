/** What a profile can be called by. */
interface Known {
  readonly key: string
  readonly userId: string | null
  readonly traits: Readonly<Record<string, unknown>>
}

/** What somebody would call a profile: by name, by address, by user id, else what it is and the beginning of its key. */
export function profileNameOf({ key, userId, traits }: Known): string {
  const given = [traits['first_name'] ?? traits['firstName'], traits['last_name'] ?? traits['lastName']]
  const names = [traits['name'], given.filter(isText).join(' '), traits['email'], userId]
  return names.find(isText) ?? `${kindOf(key)} ${key.slice(2, 10)}`
}

/** What a profile is, by its key: a browser, a client's anonymous id, or a user of a server. */
export function kindOf(key: string): 'Visitor' | 'Anonymous' | 'User' {
  if (key.startsWith('u:')) return 'User'
  return key.startsWith('c:') ? 'Anonymous' : 'Visitor'
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
