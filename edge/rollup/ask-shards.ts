import type { Env } from '../env.ts'
import { ProblemError } from '../http/problem-error.ts'
import { inTime } from '../profile/in-time.ts'
import { refresh } from '../site/release-cache.ts'
import { rollupObject } from './shard.ts'

/** How long a shard may take to answer. */
const LIMIT_MS = 10_000

type Shard = ReturnType<typeof rollupObject>

/** What the shards of a site say, and which of them said nothing. */
export interface ShardAnswers<T> {
  readonly answers: readonly T[]
  readonly missing: readonly number[]
}

/** Asks every shard of a site. Throws where the site has no sums, or none of its shards answers. */
export async function askShards<T>(
  env: Env,
  site: string,
  ask: (shard: Shard) => Promise<T>,
): Promise<ShardAnswers<T>> {
  const shards = (await refresh(env, site))?.rollupShards
  if (shards === undefined || shards === 0) {
    throw new ProblemError('not-found', {
      detail:
        shards === 0
          ? `The site ${site} keeps no sums: its document says "rollup": { "shards": 0 }.`
          : `The site ${JSON.stringify(site)} has no release yet.`,
    })
  }
  const asked = Array.from({ length: shards }, (_, shard) =>
    inTime(ask(rollupObject(env, site, shards, shard)), LIMIT_MS),
  )
  const answers: T[] = []
  const missing: number[] = []
  for (const [shard, result] of (await Promise.allSettled(asked)).entries()) {
    if (result.status === 'fulfilled') answers.push(result.value)
    else {
      missing.push(shard)
      console.error(`shard ${shard} of ${shards} did not answer`, result.reason)
    }
  }
  if (answers.length > 0) return { answers, missing }
  throw new ProblemError(
    'unavailable',
    { detail: `None of the ${shards} shards answered. Ask again.` },
    {
      'retry-after': '5',
    },
  )
}
