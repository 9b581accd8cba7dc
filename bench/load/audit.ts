import { setTimeout } from 'node:timers/promises'
import type { ProfileReport } from '../../edge/profile/profile-report.ts'
import type { SiteCounts } from '../../edge/rollup/counts.ts'
import type { Witness } from './witness.ts'

/** How far what is stored is from what was acknowledged: all of it is to be 0. */
export interface Findings {
  /** Acknowledged events that are not there. */
  readonly lost: number
  /** Events that are there more than once. */
  readonly doubled: number
  /** Events that are there and were never acknowledged. */
  readonly unknown: number
  /** Visitors whose counts are not those of their receipts. */
  readonly miscounted: number
  /** Whether the sums of the site never came to those of its visitors. */
  readonly sumsDiffer: boolean
}

export interface AuditOptions {
  readonly url: string
  readonly site: string
  readonly adminToken: string
  /** How long the sums may take to be told, milliseconds. */
  readonly patienceMs: number
}

const POLL_MS = 250

/** Reads through the admin API what is stored, and compares it with what the witnesses were told. */
export async function audit(witnesses: readonly Witness[], options: AuditOptions): Promise<Findings> {
  const seen = witnesses.filter(({ visitor }) => visitor.id !== undefined)
  const sums = { received: 0, accepted: 0, duplicate: 0 }
  const found = { lost: 0, doubled: 0, unknown: 0, miscounted: 0 }
  for (const { receipts } of seen) {
    sums.accepted += receipts.accepted
    sums.duplicate += receipts.duplicate
    sums.received += receipts.accepted + receipts.duplicate
  }
  // First: reading a profile would bring it up to date
  const sumsDiffer = !(await areSums(options, seen.length, sums))
  for (const { visitor, acknowledged, receipts } of seen) {
    const path = `profiles/${encodeURIComponent(`visitor:${visitor.id}`)}`
    const { events, counts } = await ask<ProfileReport>(options, path)
    const kept = new Set(events.map(({ id }) => id))
    found.lost += [...acknowledged].filter((id) => !kept.has(id)).length
    found.doubled += events.length - kept.size
    found.unknown += [...kept].filter((id) => !acknowledged.has(id)).length
    const isRight = counts.accepted === receipts.accepted && counts.duplicate === receipts.duplicate
    if (!isRight) found.miscounted += 1
  }
  return { ...found, sumsDiffer }
}

async function areSums(
  options: AuditOptions,
  profiles: number,
  sums: Readonly<Record<'received' | 'accepted' | 'duplicate', number>>,
): Promise<boolean> {
  const until = Date.now() + options.patienceMs
  for (;;) {
    const told = await ask<SiteCounts>(options, 'counts')
    const { received, accepted, duplicate } = told.ingestion
    const isTold =
      told.profiles === profiles &&
      received === sums.received &&
      accepted === sums.accepted &&
      duplicate === sums.duplicate
    if (isTold || Date.now() > until) return isTold
    await setTimeout(POLL_MS)
  }
}

async function ask<T>({ url, site, adminToken }: AuditOptions, path: string): Promise<T> {
  const response = await fetch(`${url}/api/sites/${site}/${path}`, {
    headers: { authorization: `Bearer ${adminToken}` },
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  // `as`: the edge's own answer
  return (await response.json()) as T
}
