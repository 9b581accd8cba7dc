import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import * as v from 'valibot'
import { ProblemError } from '../../http/problem-error.ts'
import { Email } from './email.ts'
import { logFailure } from '../../log-failure.ts'

/** The Access application that stands before the Worker. */
export interface AccessApplication {
  /** `https://<team>.cloudflareaccess.com` */
  readonly team: string
  /** The application's audience tag. */
  readonly audience: string
}

const Claims = v.object({ email: Email })

/** What a forged, foreign or expired token fails with; anything else is that its keys cannot be had. */
const REFUSALS = [
  errors.JOSEAlgNotAllowed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWKSNoMatchingKey,
]

const keySets = new Map<string, JWTVerifyGetKey>()

/**
 * The e-mail address of whom Cloudflare Access has let through, by the token of its header `Cf-Access-Jwt-Assertion`.
 * The token is verified: a request that came past Access could carry anything.
 */
export async function accessEmail({ team, audience }: AccessApplication, token: string): Promise<string> {
  try {
    const options = { issuer: team, audience, algorithms: ['RS256'] }
    const { payload } = await jwtVerify(token, keysOf(team), options)
    const claims = v.safeParse(Claims, payload)
    if (claims.success) return claims.output.email
  } catch (cause) {
    if (!REFUSALS.some((refusal) => cause instanceof refusal)) {
      logFailure('the keys of Cloudflare Access could not be had', cause)
      throw new ProblemError(
        'unavailable',
        { detail: `${team} does not answer with its keys. Send it again in a moment.` },
        { 'retry-after': '5' },
      )
    }
  }
  throw new ProblemError('not-authorized', {
    detail: 'The token of Cloudflare Access is not valid for this application, or has no e-mail address.',
  })
}

/** Fetched when first needed and when a token names a key that is not among them: Access changes them every six weeks. */
function keysOf(team: string): JWTVerifyGetKey {
  let keys = keySets.get(team)
  if (keys === undefined) {
    keys = createRemoteJWKSet(new URL('/cdn-cgi/access/certs', team))
    keySets.set(team, keys)
  }
  return keys
}
