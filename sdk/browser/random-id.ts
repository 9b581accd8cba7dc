/** 120 random bits as 24 characters of `0-9a-v`. Works on plain http, where `crypto.randomUUID` does not exist. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => (byte & 31).toString(32)).join('')
}
