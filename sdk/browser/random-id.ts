/** 128 random bits as up to 40 digits. Works on plain http, where `crypto.randomUUID` does not exist. */
export function randomId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('')
}
