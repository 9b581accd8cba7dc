import { rollupShardsOf, segmentsHashOf, type Release } from '../../shared/release/index.ts'
import type { Env } from '../env.ts'
import { inTime } from '../object/in-time.ts'
import { rollupObject } from './shard.ts'
import type { SweepGoal } from './sweep.ts'
import { logFailure } from '../log-failure.ts'

/** How long a shard may take to hear of a release. */
const LIMIT_MS = 3_000

/**
 * Lets the shards visit their profiles: those with an open page, which is to show the release, and where a release puts
 * visitors into other segments than the one before, or has another number of shards, all. A shard that does not hear of it
 * hears from the first visitor who comes by.
 */
export async function startSweep(env: Env, before: Release, after: Release): Promise<void> {
  const site = after.site.id
  const release = after.number
  const segmentsHash = segmentsHashOf(after.site)
  const [oldShards, shards] = [rollupShardsOf(before.site), rollupShardsOf(after.site)]
  const tell = (count: number, goal: SweepGoal) =>
    Array.from({ length: count }, (_, shard) =>
      inTime(rollupObject(env, site, count, shard).sweep(goal), LIMIT_MS),
    )
  const told = await Promise.allSettled([
    ...tell(shards, { release, segmentsHash }),
    ...(oldShards === shards ? [] : tell(oldShards, { release, segmentsHash: null })),
  ])
  for (const result of told) {
    if (result.status === 'rejected') logFailure('a shard did not hear of a release', result.reason)
  }
}
