import { formatInstant } from './format-instant.ts'

/** What it means that a condition cannot say yet: what might decide happened before what the profile still has. */
export function describeWarming(until: string | null): string {
  return until === null
    ? 'cannot be known: what came before is forgotten'
    : `not known before ${formatInstant(until)}: what came before is forgotten`
}
