import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { parseReplayArguments, type ReplayArguments } from './replay/arguments.ts'
import { compareMembers, isEqual } from './replay/compare.ts'
import { queryMembers } from './replay/duckdb-members.ts'
import { readProfiles } from './replay/edge-profiles.ts'
import { shiftTo, toOrderCompleted } from './replay/order-completed.ts'
import { startOwnServer } from './replay/own-server.ts'
import type { Network } from './replay/patient-fetch.ts'
import { createProgress } from './replay/progress.ts'
import { parsePurchases, type Purchase } from './replay/purchase.ts'
import { questions } from './replay/questions.ts'
import { ReplayError } from './replay/replay-error.ts'
import { formatReport, type ReportRow } from './replay/report.ts'
import { sendOrders } from './replay/send.ts'
import { replaySite } from './replay/site.ts'
import { prepareTarget, type Target } from './replay/target.ts'

/** Nothing lost and nothing doubled: before any rule is asked. */
const ORDER_COUNTS = `select customer || ' × ' || count(*) from purchases group by customer`

const network: Network = { fetch, wait, now: Date.now }

async function replay(args: ReplayArguments): Promise<readonly ReportRow[]> {
  const purchases = parsePurchases(await readText(args.file))
  const shiftMs = shiftTo(purchases, args.lastDay)
  const chosen = purchases.slice(0, args.limit)
  const site = replaySite(
    args.lastDay,
    args.limit,
    questions.map(({ segment }) => segment),
  )
  if (args.server) return compare(args, await prepareTarget(network, args.server, site), chosen, shiftMs)
  const server = await startOwnServer(site)
  try {
    return await compare(args, server.target, chosen, shiftMs)
  } finally {
    await server.stop()
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new ReplayError(
      `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    )
  }
}

async function compare(
  { file, lastDay, limit }: ReplayArguments,
  target: Target,
  purchases: readonly Purchase[],
  shiftMs: number,
): Promise<readonly ReportRow[]> {
  const orders = purchases.map((purchase) => toOrderCompleted(purchase, shiftMs))
  const sent = await sendOrders(
    network,
    target,
    orders,
    createProgress(process.stderr, 'Orders sent:', orders.length),
  )
  const customers = [...new Set(purchases.map(({ customer }) => customer))]
  const onRead = createProgress(process.stderr, 'Profiles read:', customers.length)
  const profiles = await readProfiles(network, target, customers, onRead)
  process.stderr.write(`${sent.accepted} orders accepted, ${sent.duplicate} the edge had already.\n`)

  const [orderCounts, ...members] = await queryMembers(
    { file, lastDay, moments: profiles, ...(limit !== undefined && { limit }) },
    [ORDER_COUNTS, ...questions.map(({ sql }) => sql)],
  )
  return [
    {
      segment: '(orders)',
      sentence: 'Every customer, with as many orders as the file has',
      comparison: compareMembers(
        new Set(profiles.map(({ customer, events }) => `${customer} × ${events}`)),
        orderCounts ?? new Set(),
      ),
    },
    ...questions.map(({ segment: { id, name } }, index) => {
      const found = profiles.filter(({ segments }) => segments.has(id))
      const edge = new Set(found.map(({ customer }) => customer))
      return { segment: id, sentence: name, comparison: compareMembers(edge, members[index] ?? new Set()) }
    }),
  ]
}

try {
  const rows = await replay(parseReplayArguments(process.argv.slice(2), Date.now()))
  process.stdout.write(`${formatReport(rows)}\n`)
  if (!rows.every(({ comparison }) => isEqual(comparison))) process.exitCode = 1
} catch (error) {
  if (!(error instanceof ReplayError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
