import type { MiddlewareHandler } from 'hono'
import { ProblemError } from '../http/problem-error.ts'
import type { ProfileQuery } from './profile-query.ts'
import { readRecentCursor } from './recent-cursor.ts'
import { searchOf } from './search-of.ts'

const DEFAULT_LIMIT = 50
const MAX_LIMIT = 500
const TRAIT_PREFIX = 'trait.'

interface IndexInput {
  in: {
    query: Partial<Record<'after' | 'limit' | 'search' | 'userId' | 'seenSince', string>> & {
      order?: 'key' | 'recent'
    } & Partial<Record<`trait.${string}`, string>>
  }
  out: { query: ProfileQuery }
}

/** Says which profiles of the index a route can be asked for, and reads it. */
export function asksIndex(): MiddlewareHandler<object, string, IndexInput> {
  return async (c, next) => {
    const { search, ...query } = c.req.query()
    const found = search === undefined ? {} : { search: await searchOf(c.req.param('site') ?? '', search) }
    c.req.addValidatedData('query', { ...queryOf(query), ...found })
    await next()
  }
}

function queryOf({
  after = '',
  order = 'key',
  limit,
  userId,
  seenSince,
  ...rest
}: Record<string, string>): ProfileQuery {
  const traits: Record<string, string> = {}
  for (const [name, value] of Object.entries(rest)) {
    if (!name.startsWith(TRAIT_PREFIX)) {
      throw invalid(name, value, 'one of after, limit, order, search, userId, seenSince, trait.<name>')
    }
    traits[name.slice(TRAIT_PREFIX.length)] = value
  }
  const parsedLimit = limit === undefined ? DEFAULT_LIMIT : Number(limit)
  if (!Number.isInteger(parsedLimit) || parsedLimit < 1 || parsedLimit > MAX_LIMIT) {
    throw invalid('limit', limit ?? '', `a whole number from 1 to ${MAX_LIMIT}`)
  }
  const since = seenSince === undefined ? undefined : Date.parse(seenSince)
  if (Number.isNaN(since)) throw invalid('seenSince', seenSince ?? '', 'a date, ISO 8601')
  if (order !== 'key' && order !== 'recent') throw invalid('order', order, '"key" or "recent"')
  const recentAfter = order === 'recent' ? readRecentCursor(after) : undefined
  if (recentAfter === null) throw invalid('after', after, 'the `next` of the page before')
  return {
    after,
    ...(recentAfter && { recentAfter }),
    limit: parsedLimit,
    ...(userId !== undefined && { userId }),
    ...(since !== undefined && { seenSince: since }),
    ...(Object.keys(traits).length > 0 && { traits }),
  }
}

function invalid(name: string, found: string, expected: string): ProblemError {
  return new ProblemError('bad-request', {
    detail: `The parameter ${JSON.stringify(name)} cannot be used.`,
    issues: [{ pointer: `/${name}`, found: JSON.stringify(found), expected }],
  })
}
