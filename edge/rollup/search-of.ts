import { ProblemError } from '../http/problem-error.ts'
import { profileName, type ProfileRef } from '../identity/profile-name.ts'
import type { Search } from './found-by.ts'

const MAX_LENGTH = 200
const KINDS: readonly ProfileRef['kind'][] = ['visitor', 'anonymous', 'user']

/** What was typed, and the profiles that it could name by itself: an id says nothing of what kind it is. */
export async function searchOf(site: string, typed: string): Promise<Search> {
  const text = typed.trim()
  if (text === '' || text.length > MAX_LENGTH) {
    throw new ProblemError('bad-request', {
      detail: 'The parameter "search" cannot be used.',
      issues: [
        {
          pointer: '/search',
          found: JSON.stringify(typed),
          expected: `a text of at most ${MAX_LENGTH} characters`,
        },
      ],
    })
  }
  const id = /^(?:visitor|anonymous|user):(.+)$/s.exec(text)?.[1] ?? text
  const names = await Promise.all(
    KINDS.map((kind) => profileName(site, { kind, id: kind === 'visitor' ? id.slice(0, 22) : id })),
  )
  return { text: text.toLowerCase(), keys: [text, ...names.map((name) => name.slice(site.length + 1))] }
}
