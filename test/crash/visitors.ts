import type { ProfileEvent } from '../../shared/event/index.ts'
import type { ComputedTrait, Segment } from '../../shared/segment/index.ts'
import type { Case } from '../differential/case.ts'
import { generateCase } from '../differential/generate.ts'
import { createRandom } from '../differential/random.ts'
import { shiftCase } from '../differential/shift-case.ts'

/** Somebody who lives a random case, told to the edge by a server of the site. */
export interface LivingVisitor {
  readonly userId: string
  /** What happens to them, in the order in which the edge hears of it; some of it twice. */
  readonly events: readonly ProfileEvent[]
  /** Their case's rules, with ids of their own. */
  readonly segments: readonly Segment[]
  readonly computedTraits: readonly ComputedTrait[]
  readonly timezone: string
}

/** Visitors whose lives end now: what their rules say goes on changing by itself. */
export function createVisitors(count: number, seed: number): LivingVisitor[] {
  return Array.from({ length: count }, (_, index) => {
    const generated = generateCase(createRandom(seed + index))
    const last = Math.max(...generated.steps.map(({ now }) => now))
    return createVisitor(shiftCase(generated, Date.now() - last), `life-${seed + index}`)
  })
}

function createVisitor({ segments, computedTraits, steps, timezone }: Case, userId: string): LivingVisitor {
  // All visitors are asked about on one site
  const renamed = JSON.stringify(segments)
    .replaceAll(/"id":"(s\d+)"/g, `"id":"${userId}-$1"`)
    .replaceAll(/"computed\.(t\d+)"/g, `"computed.${userId}-$1"`)
  return {
    userId,
    timezone,
    // `as`: only ids are others
    segments: (JSON.parse(renamed) as Segment[]).map((segment) => ({ ...segment, timezone })),
    computedTraits: computedTraits.map((trait) => ({ timezone, ...trait, id: `${userId}-${trait.id}` })),
    events: steps.flatMap((step) =>
      step.type === 'event' ? [sentByServer(step.event, `${userId}-${step.event.id}`)] : [],
    ),
  }
}

/** A server's messages have no place in a stream. */
function sentByServer(event: ProfileEvent, id: string): ProfileEvent {
  const { sequence: _, ...sent } = event
  return { ...sent, id, channel: event.channel ?? 'server' }
}

/** An event as Segment's API takes it. Without a `sentAt` beside it, its time is believed as it is. */
export function toWire(event: ProfileEvent, userId: string): Readonly<Record<string, unknown>> {
  return {
    type: event.type,
    messageId: event.id,
    userId,
    timestamp: new Date(event.at).toISOString(),
    context: { ...event.context, channel: event.channel },
    ...(event.type === 'track' && { event: event.name }),
    ...(event.properties && { properties: event.properties }),
    ...(event.traits && { traits: event.traits }),
  }
}
