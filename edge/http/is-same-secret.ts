const encoder = new TextEncoder()

/** Compares two secrets in a time that says nothing about where they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  const left = encoder.encode(given)
  const right = encoder.encode(expected)
  // timingSafeEqual refuses different lengths; comparing with itself keeps the time of a refusal the same
  return left.byteLength === right.byteLength
    ? crypto.subtle.timingSafeEqual(left, right)
    : !crypto.subtle.timingSafeEqual(right, right)
}
