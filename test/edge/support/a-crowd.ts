import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, vi } from 'vitest'
import { profileName } from '../../../edge/identity/profile-name.ts'
import type { SiteCounts } from '../../../edge/rollup/counts.ts'
import type { IndexedProfile } from '../../../edge/rollup/profile-query.ts'
import { rollupObject, shardOf } from '../../../edge/rollup/shard.ts'
import { aSite } from './a-site.ts'
import { Visitor } from './a-visitor.ts'
import type { Client } from './client.ts'

let sites = 0

/** A site of its own for each test: its sums begin at nothing. */
export function aFreshSite(shards: number, more: Record<string, unknown> = {}) {
  sites += 1
  const id = `crowd-${sites}`
  const site = aSite({
    id,
    writeKeys: [{ key: `ewk_${id}_k` }, { key: `ewk_${id}_obtained`, consent: 'obtained' }],
    goals: [
      { id: 'order', name: 'Ordered', event: 'Order Completed', value: 'properties.revenue' },
      { id: 'constructor', name: 'Named like a member', event: 'Product Added' },
    ],
    rollup: { shards },
    ...more,
  })
  return { id, site, shards }
}

export type FreshSite = ReturnType<typeof aFreshSite>

/** Visitors of one site, and what is told of all of them. */
export class Crowd {
  readonly #client: Client
  readonly #site: FreshSite

  constructor(client: Client, site: FreshSite) {
    this.#client = client
    this.#site = site
  }

  publish(site: Record<string, unknown> = this.#site.site) {
    return this.#client.admin<{ number: number }>('PUT', `${this.#site.id}/release`, site)
  }

  visitor(): Visitor {
    return new Visitor(this.#client, this.#site.id)
  }

  async object(visitor: Visitor) {
    const name = await profileName(this.#site.id, { kind: 'visitor', id: visitor.id!.slice(0, 22) })
    return env.PROFILE.get(env.PROFILE.idFromName(name))
  }

  shard(visitor: Visitor, shards = this.#site.shards) {
    return rollupObject(env, this.#site.id, shards, shardOf(`v:${visitor.id!.slice(0, 22)}`, shards))
  }

  /** Lets each visitor's alarm ring, half a minute later. */
  async settle(visitors: readonly Visitor[]): Promise<void> {
    vi.setSystemTime(Date.now() + 31_000)
    for (const visitor of visitors) await runDurableObjectAlarm(await this.object(visitor))
    await this.#client.forget()
  }

  async counts(): Promise<SiteCounts & { missingShards: number[]; missingEntrance: boolean }> {
    const { status, body } = await this.#client.admin<
      SiteCounts & { missingShards: number[]; missingEntrance: boolean }
    >('GET', `${this.#site.id}/counts`)
    expect(status).toBe(200)
    return body
  }

  /** Lets each visitor tell the rollup at once. */
  async tellNow(visitors: readonly Visitor[]): Promise<void> {
    for (const visitor of visitors) await (await this.object(visitor)).comeUpToDate(1)
  }

  async now(): Promise<{ visitors: number; missingShards: number[] }> {
    const { body } = await this.#client.admin<{ visitors: number; missingShards: number[] }>(
      'GET',
      `${this.#site.id}/now`,
    )
    return body
  }

  async find(query: string): Promise<{ profiles: IndexedProfile[]; next: string | null }> {
    const { body } = await this.#client.admin<{ profiles: IndexedProfile[]; next: string | null }>(
      'GET',
      `${this.#site.id}/${query}`,
    )
    return body
  }
}
