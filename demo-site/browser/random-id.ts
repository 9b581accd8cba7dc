/** 16 hexadecimal digits. Not `crypto.randomUUID`: it is absent on plain http, where a demo may well run. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
