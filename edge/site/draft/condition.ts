import type { Context } from 'hono'
import { ProblemError } from '../../http/problem-error.ts'

/** The version of the draft that a request says it changes: `If-Match: "<version>"`. */
export function readVersion(c: Context): number {
  const version = versionIn(c)
  if (version === null) throw versionNeeded('')
  return version
}

/** The version that a request says it changes, or null: it is to make something that is not there (`If-None-Match: *`). */
export function readVersionOrNew(c: Context): number | null {
  const version = versionIn(c)
  if (version === null && c.req.header('if-none-match')?.trim() !== '*') {
    throw versionNeeded(', or "If-None-Match: *" for one that is to be new')
  }
  return version
}

function versionIn(c: Context): number | null {
  // A proxy that compresses answers makes an ETag a weak one; the version that it names is exact all the same
  const match = /^\s*(?:W\/)?"(\d{1,15})"\s*$/.exec(c.req.header('if-match') ?? '')
  return match === null ? null : Number(match[1])
}

function versionNeeded(orNew: string): ProblemError {
  return new ProblemError('version-needed', {
    detail: `Send the header If-Match with the ETag that the draft was read with, such as "12"${orNew}.`,
  })
}
