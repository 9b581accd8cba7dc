import type { Purchase } from './purchase.ts'

/**
 * When the shop of the replay sells: one minute past midnight UTC. The files know only days. Early in the day, so that
 * today's sales are over whenever the replay runs; not at midnight, where calendar windows begin.
 */
export const SALE_TIME_MS = 60_000

const DAY_MS = 86_400_000

/** The latest day (its midnight UTC) whose sales are over. */
export function latestSaleDay(now: number): number {
  return Math.floor((now - SALE_TIME_MS) / DAY_MS) * DAY_MS
}

/** By how much the days of the file move, so that the last one falls on `lastDay` (midnight UTC). */
export function shiftTo(purchases: readonly Purchase[], lastDay: number): number {
  return lastDay - purchases.reduce((latest, { day }) => Math.max(latest, day), Number.NEGATIVE_INFINITY)
}

/** A purchase as a Segment client would send it. */
export interface OrderCompleted {
  readonly type: 'track'
  readonly event: 'Order Completed'
  readonly messageId: string
  readonly userId: string
  readonly timestamp: string
  readonly properties: { readonly revenue: number; readonly currency: 'USD'; readonly quantity: number }
}

export function toOrderCompleted(purchase: Purchase, shiftMs: number): OrderCompleted {
  return {
    type: 'track',
    event: 'Order Completed',
    // Padded: events of one instant are in the order of their ids, which is then the order of the file.
    messageId: `cdnow-line-${String(purchase.line).padStart(6, '0')}`,
    userId: purchase.customer,
    timestamp: new Date(purchase.day + shiftMs + SALE_TIME_MS).toISOString(),
    properties: { revenue: purchase.revenue, currency: 'USD', quantity: purchase.quantity },
  }
}
