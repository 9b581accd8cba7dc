import { parseArgs } from 'node:util'
import { latestSaleDay } from './order-completed.ts'
import { ReplayError } from './replay-error.ts'

export const USAGE = `Usage: npm run replay -- <CDNOW file> [options]

Sends real purchases to a served Worker as "Order Completed" events, then compares the members of each segment
with what DuckDB finds in the same file.

  --at DATE          the day that the last day of the file becomes (YYYY-MM-DD; default: today)
  --limit N          only the first N purchases
  --url URL          a Worker that is already served (default: one of its own, on temporary state)
  --admin-token T    its admin token; needed with --url
  --server-key K     a server key of the replay's site there (default: a new one is made)`

/** What the command line asks for. */
export interface ReplayArguments {
  readonly file: string
  /** Midnight UTC, epoch milliseconds. */
  readonly lastDay: number
  readonly limit?: number
  readonly server?: { readonly url: string; readonly adminToken: string; readonly serverKey?: string }
}

export function parseReplayArguments(args: readonly string[], now: number): ReplayArguments {
  const { values, positionals } = parseOrExplain(args)
  const [file, ...rest] = positionals
  if (file === undefined || rest.length > 0) throw new ReplayError(`Which file?\n\n${USAGE}`)
  return {
    file,
    lastDay: parseLastDay(values.at, now),
    ...(values.limit !== undefined && { limit: parseLimit(values.limit) }),
    ...parseServer(values.url, values['admin-token'], values['server-key']),
  }
}

const OPTIONS = {
  at: { type: 'string' },
  limit: { type: 'string' },
  url: { type: 'string' },
  'admin-token': { type: 'string' },
  'server-key': { type: 'string' },
} as const

function parseOrExplain(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
  } catch (cause) {
    throw new ReplayError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`, { cause })
  }
}

function parseLastDay(at: string | undefined, now: number): number {
  const latest = latestSaleDay(now)
  if (at === undefined) return latest
  const day = /^\d{4}-\d{2}-\d{2}$/.test(at) ? Date.parse(`${at}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(day)) throw new ReplayError(`--at: found ${at}; expected a day such as 2026-06-30.`)
  if (day > latest) {
    throw new ReplayError(
      `--at: ${at} has not come yet; what lies after its receipt would count as received now.`,
    )
  }
  return day
}

function parseLimit(limit: string): number {
  const count = Number(limit)
  if (Number.isSafeInteger(count) && count > 0) return count
  throw new ReplayError(`--limit: found ${limit}; expected a whole number of purchases.`)
}

function parseServer(
  url: string | undefined,
  adminToken: string | undefined,
  serverKey: string | undefined,
): Pick<ReplayArguments, 'server'> {
  if (url === undefined) {
    if (adminToken === undefined && serverKey === undefined) return {}
    throw new ReplayError('--admin-token and --server-key belong to a Worker: name it with --url.')
  }
  if (adminToken === undefined) {
    throw new ReplayError(
      '--url needs --admin-token: the replay publishes its own site and reads its profiles.',
    )
  }
  return {
    server: { url: url.replace(/\/+$/, ''), adminToken, ...(serverKey !== undefined && { serverKey }) },
  }
}
