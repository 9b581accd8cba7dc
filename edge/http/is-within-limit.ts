/** Whether one more call is within what a key may do. Without the binding, or while it fails, it is: it is a shield, no quota. */
export async function isWithinLimit(limiter: RateLimit | undefined, key: string): Promise<boolean> {
  if (limiter === undefined) return true
  try {
    return (await limiter.limit({ key })).success
  } catch (error) {
    console.error('a rate limiter failed', error)
    return true
  }
}
