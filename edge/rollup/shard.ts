import type { Env } from '../env.ts'

/**
 * The shard that a profile belongs to. The number of shards stands in its name: a site that takes another number has other
 * shards, which its profiles fill as they come by, and nothing is divided wrongly meanwhile.
 *
 * @param key The profile's name without its site.
 */
export function shardOf(key: string, shards: number): number {
  // FNV-1a, 32 bits
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % shards
}

export function rollupObject(env: Env, site: string, shards: number, shard: number) {
  return env.ROLLUP.get(env.ROLLUP.idFromName(`${site}:${shards}:${shard}`))
}

/** What hashing puts into buckets: a key is `<kind>:<unit>`. */
export function unitOf(key: string): string {
  return key.slice(key.indexOf(':') + 1)
}
