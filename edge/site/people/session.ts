import * as v from 'valibot'
import { isSameSecret } from '../../http/is-same-secret.ts'
import { mac, toBase64Url } from '../../identity/mac.ts'
import { Role } from '../../../shared/role.ts'

/** How long somebody stays signed in. */
export const SESSION_MS = 12 * 3_600_000

const LocalSession = v.object({
  type: v.literal('local'),
  name: v.string(),
  /** On every site. */
  role: Role,
  until: v.number(),
})

const InvitedSession = v.object({
  type: v.literal('invited'),
  name: v.string(),
  /** The sites that have invited this person, and since when: another site knows nothing of whom one has invited. */
  sites: v.record(v.string(), v.number()),
  until: v.number(),
})

/** Who is signed in: by the development sign-in, or by an invitation. Times are epoch ms. */
const Session = v.variant('type', [LocalSession, InvitedSession])
export type Session = v.InferOutput<typeof Session>

/** A session as its cookie carries it: signed, so that nothing of it need be kept. */
export async function sealSession(secret: string | undefined, session: Session): Promise<string> {
  const payload = toBase64Url(new TextEncoder().encode(JSON.stringify(session)))
  return `${payload}.${await mac(secret, `session/${payload}`)}`
}

/** The session of a cookie; null where this edge did not sign it, or it is over. */
export async function openSession(
  secret: string | undefined,
  sealed: string,
  now: number,
): Promise<Session | null> {
  const [payload = '', signature = ''] = sealed.split('.')
  if (!isSameSecret(signature, await mac(secret, `session/${payload}`))) return null
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  )
  const session = v.safeParse(Session, JSON.parse(new TextDecoder().decode(bytes)))
  return session.success && session.output.until > now ? session.output : null
}
