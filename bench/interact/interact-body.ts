import type { InteractRequest } from '../../shared/event/interact.ts'
import type { Visitor } from './visitor.ts'

/** Which call is made: to whom, how many events, which content is wanted. */
export interface CallShape {
  readonly writeKey: string
  readonly slots: readonly string[]
  readonly eventsACall: number
}

const CATEGORIES = ['hiking', 'running', 'cycling', 'camping'] as const

/**
 * The body of one call: browsing, in the form that the SDK sends. Nothing in it starts a timer of seconds, which would
 * fire into whatever is measured then.
 */
export function createInteractBody(visitor: Visitor, shape: CallShape, now: number): string {
  const url = 'https://shop.example/hiking/trail-boot?utm_source=newsletter'
  const request: InteractRequest = {
    writeKey: shape.writeKey,
    ...(visitor.id !== undefined && { anonymousId: visitor.id }),
    stream: visitor.stream,
    sentAt: new Date(now).toISOString(),
    batch: Array.from({ length: shape.eventsACall }, () => createEvent(visitor, url, now)),
    slots: [...shape.slots],
    page: { url, referrer: 'https://shop.example/', title: 'Trail boot' },
    consent: { analytics: 'granted', personalization: 'granted', advertising: 'denied' },
  }
  return JSON.stringify(request)
}

function createEvent(visitor: Visitor, url: string, now: number) {
  const sequence = ++visitor.sequence
  const product = sequence % 40
  const event = {
    messageId: `ew1.${visitor.stream}.${sequence}`,
    timestamp: new Date(now).toISOString(),
    context: { page: { url, path: '/hiking/trail-boot', title: 'Trail boot' } },
  }
  if (sequence % 5 === 1) return { type: 'page', ...event, name: 'Product', properties: { url } }
  return {
    type: 'track',
    ...event,
    event: sequence % 5 === 2 ? 'Product List Viewed' : 'Product Viewed',
    properties: {
      product_id: `product-${product}`,
      name: `Product number ${product}`,
      category: CATEGORIES[product % CATEGORIES.length],
      brand: `brand-${product % 25}`,
      price: 20 + product * 5,
      currency: 'USD',
    },
  }
}
