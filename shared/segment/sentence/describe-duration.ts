import { parseDuration } from '../duration.ts'
import { describeLength } from './describe-length.ts'

/** `P7D` → `7 days`, `PT90M` → `1 hour 30 minutes`. */
export function describeDuration(duration: string): string {
  return describeLength(parseDuration(duration) ?? 0)
}
