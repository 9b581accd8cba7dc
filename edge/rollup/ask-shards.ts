import type { LoadedRelease } from '../../shared/release/index.ts'
import type { Env } from '../env.ts'
import { ProblemError } from '../http/problem-error.ts'
import { inTime } from '../object/in-time.ts'
import { refresh } from '../site/release-cache.ts'
import { rollupObject } from './shard.ts'
import { logFailure } from '../log-failure.ts'

/** How long a shard may take to answer. */
const LIMIT_MS = 10_000

type Shard = ReturnType<typeof rollupObject>

/** What the shards of a site say, and which of them said nothing. */
export interface ShardAnswers<T> {
  readonly release: LoadedRelease
  readonly answers: readonly T[]
  readonly missing: readonly number[]
}

/** Asks every shard of a site. Throws where the site has no sums, or none of its shards answers. */
export async function askShards<T>(
  env: Env,
  site: string,
  ask: (shard: Shard, release: LoadedRelease) => Promise<T>,
): Promise<ShardAnswers<T>> {
  const release = await refresh(env, site)
  if (release === null || release.rollupShards === 0) {
    const what = JSON.stringify(site)
    throw new ProblemError('not-found', {
      detail:
        release === null
          ? `The site ${what} has no release yet.`
          : `The site ${what} keeps no sums: its document says "rollup": { "shards": 0 }.`,
    })
  }
  const shards = release.rollupShards
  const asked = Array.from({ length: shards }, (_, shard) =>
    inTime(ask(rollupObject(env, site, shards, shard), release), LIMIT_MS),
  )
  const answers: T[] = []
  const missing: number[] = []
  for (const [shard, result] of (await Promise.allSettled(asked)).entries()) {
    if (result.status === 'fulfilled') answers.push(result.value)
    else {
      missing.push(shard)
      logFailure(`shard ${shard} of ${shards} did not answer`, result.reason)
    }
  }
  if (answers.length > 0) return { release, answers, missing }
  const detail = `None of the ${shards} shards answered. Ask again.`
  throw new ProblemError('unavailable', { detail }, { 'retry-after': '5' })
}
