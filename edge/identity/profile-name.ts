/**
 * Who a profile belongs to.
 *
 * - `visitor`: a browser, by the core of its signed id.
 * - `anonymous`: the anonymousId that a Segment client claims; it writes and never reads.
 * - `user`: a userId under a server key.
 */
export interface ProfileRef {
  readonly kind: 'visitor' | 'anonymous' | 'user'
  readonly id: string
}

const PREFIX = { visitor: 'v', anonymous: 'c', user: 'u' } as const

/**
 * The one place that names Profile objects. The platform logs names, so nothing a person could be known by is in one:
 * claimed ids are hashed, and kinds cannot collide.
 */
export async function profileName(site: string, { kind, id }: ProfileRef): Promise<string> {
  return `${site}:${PREFIX[kind]}:${kind === 'visitor' ? id : await sha256Hex(`${site}/${kind}/${id}`)}`
}

/** SHA-256 of a text, in hexadecimal. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return toHex(new Uint8Array(digest))
}

/** Bytes as text, two hexadecimal digits each. */
export function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
