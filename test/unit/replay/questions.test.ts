import { expect, test } from 'vitest'
import { queryMembers } from '../../../cli/replay/duckdb-members.ts'
import { shiftTo, toOrderCompleted, type OrderCompleted } from '../../../cli/replay/order-completed.ts'
import { parsePurchases } from '../../../cli/replay/purchase.ts'
import { questions } from '../../../cli/replay/questions.ts'
import { compareEvents, type ProfileEvent } from '../../../shared/event/index.ts'
import { advance, applyEvent, compilePlan, createState, memberships } from '../../../shared/segment/index.ts'
import { generateCdnowSample, withFile } from '../../support/cdnow-file.ts'

const CUSTOMERS = 400
const lastDay = Date.UTC(2026, 10, 22)
const now = Date.UTC(2026, 10, 22, 13, 30)

const text = generateCdnowSample(CUSTOMERS, 1)
const purchases = parsePurchases(text)
const orders = new Map<string, OrderCompleted[]>()
for (const purchase of purchases) {
  const order = toOrderCompleted(purchase, shiftTo(purchases, lastDay))
  orders.set(order.userId, [...(orders.get(order.userId) ?? []), order])
}
const plan = compilePlan(
  questions.map(({ segment }) => segment),
  { timezone: 'UTC' },
)
const byEngine = new Map([...orders].map(([customer, bought]) => [customer, segmentsOf(bought)]))

const byDuckdb = await withFile(text, (file) =>
  queryMembers(
    { file, lastDay, moments: [...orders.keys()].map((customer) => ({ customer, now })) },
    questions.map(({ sql }) => sql),
  ),
)

test.each(questions.map(({ segment }, index) => [segment.id, segment.name, index] as const))(
  '[RPL5] %s: the engine and the query find the same customers (%s)',
  (id, _, index) => {
    const engine = [...byEngine].filter(([, segments]) => segments.has(id)).map(([customer]) => customer)
    expect(engine).toEqual([...byDuckdb[index]!].toSorted((a, b) => a.localeCompare(b)))
    // a question that everybody or nobody answers would prove nothing
    expect(engine.length).toBeGreaterThan(0)
    expect(engine.length).toBeLessThan(CUSTOMERS)
  },
)

test('[RPL5] with a limit, the queries read the same first rows that were sent', async () => {
  const limit = 25
  const counted = await withFile(text, (file) =>
    queryMembers({ file, lastDay, limit, moments: [] }, [
      `select customer || ' ' || epoch_ms(sold_at) from purchases`,
      'select count(*) from purchases',
    ]),
  )
  const sent = purchases.slice(0, limit).map((purchase) => {
    const { userId, timestamp } = toOrderCompleted(purchase, shiftTo(purchases, lastDay))
    return `${userId} ${timestamp.replace('T', ' ').slice(0, 19)}`
  })
  expect(counted).toEqual([new Set(sent), new Set([String(limit)])])
})

function segmentsOf(bought: readonly OrderCompleted[]): ReadonlySet<string> {
  const events: ProfileEvent[] = bought.map(({ messageId, event, timestamp, properties }) => ({
    id: messageId,
    type: 'track',
    name: event,
    at: Date.parse(timestamp),
    properties,
  }))
  const kept: ProfileEvent[] = []
  const log = {
    scan: (from: number, to: number) =>
      kept.filter(({ at }) => from < at && at <= to).toSorted(compareEvents),
    facts: () => [],
  }
  const state = createState(plan)
  for (const event of events) {
    kept.push(event)
    applyEvent(plan, state, event, now, log)
  }
  advance(plan, state, now, log)
  return memberships(plan, state)
}
