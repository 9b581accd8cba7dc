import type { Context } from 'hono'
import type {
  Facts,
  PageContext,
  Receipt,
  SeenCall,
  SeenEvent,
  VisitorState,
} from '../../shared/event/index.ts'
import { pageView } from '../../shared/experience/page-view.ts'
import { addOutcomes, outcomesOf, reasonCode, type Outcomes } from '../entrance/outcomes.ts'
import { reportCall } from '../entrance/reporter.ts'
import type { Env } from '../env.ts'
import type { Caller } from './caller.ts'

const MAX_EVENTS = 10
const MAX_NAME_LENGTH = 100

/** What a call brought, as it came. */
export interface Call {
  readonly from: SeenCall['from']
  readonly events: readonly unknown[]
  /** The page that it is about, and what the request said by itself. */
  readonly about: () => { readonly page?: PageContext | undefined; readonly facts: Facts }
}

/** What became of it. */
export interface Outcome {
  /** The receipts of what is in no profile's books. */
  readonly ofNobody: readonly Receipt[]
  /** Why no profile answered; absent: one did. */
  readonly without?: string
  /** How long a decision took, in milliseconds; absent: none was asked for. */
  readonly ms?: number
  /** The profile's name, where there is just one. */
  readonly name?: string
  readonly answer: () => { readonly receipts: readonly Receipt[] } & Partial<Pick<VisitorState, 'decisions'>>
}

/** Tells the entrance of a site what came and what became of it, behind the answer. */
export function tellEntrance(
  c: Context<{ Bindings: Env }>,
  { site, release }: Caller,
  call: Call,
  { ofNobody, without, ms, name, answer }: Outcome,
): void {
  const outcomes: Outcomes = {}
  // A site may do without sums: then nothing is counted
  if (release.rollupShards > 0) {
    if (ofNobody.length > 0) addOutcomes(outcomes, outcomesOf(ofNobody))
    if (without !== undefined) addOutcomes(outcomes, { [`call/${reasonCode(without)}`]: 1 })
  }
  reportCall(c.env, site, (promise) => c.executionCtx.waitUntil(promise), {
    outcomes,
    events: call.events.length,
    everyMs: release.rollupEveryMs,
    seen: () => {
      const { receipts, decisions = {} } = answer()
      const { page, facts } = call.about()
      return {
        at: new Date().toISOString(),
        profile: name === undefined ? null : name.slice(site.length + 1),
        from: call.from,
        events: call.events.slice(0, MAX_EVENTS).map((raw) => seenEvent(raw, receipts)),
        count: call.events.length,
        path: page === undefined ? null : textOf(pageView(page)['path']),
        country: textOf(facts.geo?.['country']),
        device: textOf(facts.device?.['class']),
        decisions: shownBy(decisions),
        ms: ms ?? null,
        without: without === undefined ? null : reasonCode(without),
      }
    },
  })
}

function seenEvent(raw: unknown, receipts: readonly Receipt[]): SeenEvent {
  const { type, event, messageId } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<
    string,
    unknown
  >
  const receipt = receipts.find((candidate) => candidate.messageId === messageId)
  return {
    type: textOf(type),
    name: textOf(event),
    status: receipt?.status ?? 'accepted',
    ...(receipt?.reason !== undefined && { reason: receipt.reason.slice(0, 2 * MAX_NAME_LENGTH) }),
  }
}

function shownBy(decisions: VisitorState['decisions']): SeenCall['decisions'] {
  return Object.fromEntries(
    Object.entries(decisions).flatMap(([slot, { experience, variant }]) =>
      experience === null ? [] : [[slot, { experience, variant }]],
    ),
  )
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, MAX_NAME_LENGTH) : null
}
