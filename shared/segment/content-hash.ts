const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * 64 bits of a text as 11 characters, synchronously (the platform's digests are not): two lanes of multiply and
 * rotate, mixed at the end. It tells contents apart, it withstands no attacker.
 */
export function contentHash(text: string): string {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(rotate(a ^ unit, 13), 0x5bd1e995)
    b = Math.imul(rotate(b ^ unit, 17), 0x1b873593)
  }
  return encode(mix(a ^ Math.imul(b, 0xcc9e2d51)), mix(b ^ Math.imul(a, 0x38b34ae5)))
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

/** Murmur3's finalizer. */
function mix(value: number): number {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function encode(high: number, low: number): string {
  let value = (BigInt(high) << 32n) | BigInt(low)
  let text = ''
  for (let i = 0; i < 11; i++) {
    text += ALPHABET.charAt(Number(value & 63n))
    value >>= 6n
  }
  return text
}
