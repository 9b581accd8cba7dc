import { ProblemError } from '../http/problem-error.ts'

const encoder = new TextEncoder()
const keys = new Map<string, CryptoKey>()

/** HMAC-SHA-256 of a text, the first 16 bytes, base64url: 22 characters. */
export async function mac(secret: string | undefined, text: string): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await importKey(secret), encoder.encode(text))
  return toBase64Url(new Uint8Array(signature, 0, 16))
}

async function importKey(secret: string | undefined): Promise<CryptoKey> {
  if (secret === undefined || secret.length < 32) {
    throw new ProblemError('not-configured', {
      detail:
        'The Worker has no EDGEWISE_SECRET of at least 32 characters. Set it: npx wrangler secret put EDGEWISE_SECRET',
    })
  }
  const known = keys.get(secret)
  if (known !== undefined) return known
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  keys.set(secret, key)
  return key
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
