import { ProblemError } from '../../http/problem-error.ts'

/** A number that stands in an address. */
export function readNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new ProblemError('bad-request', { detail: `${JSON.stringify(text)} is not a number.` })
}
