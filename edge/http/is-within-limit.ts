import { logFailure } from '../log-failure.ts'

/** Whether one more call is within what a key may do. Without the binding, or while it fails, it is: it is a shield, no quota. */
export async function isWithinLimit(limiter: RateLimit | undefined, key: string): Promise<boolean> {
  if (limiter === undefined) return true
  try {
    return (await limiter.limit({ key })).success
  } catch (error) {
    logFailure('a rate limiter failed', error)
    return true
  }
}
