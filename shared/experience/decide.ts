import type { Facts, PageContext } from '../event/index.ts'
import type { JsonObject } from '../json.ts'
import type { Answer } from './answer.ts'
import type { CompiledExperience, CompiledSlot, Content } from './content.ts'
import type { Decision } from './decision.ts'
import { describeVerdict } from './describe-verdict.ts'
import { judge, type Visitor } from './judge.ts'
import type { MergeScope } from './merge-scope.ts'
import { pageView } from './page-view.ts'
import type { Verdict } from './verdict.ts'

/** Everything a decision depends on. */
export interface DecideInput {
  /** The slots to decide. Absent: every slot of the site. */
  readonly slots?: readonly string[] | undefined
  /** The segments that the visitor is in, audiences (`experience:<id>`) among them. */
  readonly memberships: ReadonlySet<string>
  readonly facts: Facts
  readonly traits: JsonObject
  /** The values of the computed traits; asked for by the first merge tag that reads one. @default none */
  readonly computed?: (() => JsonObject) | undefined
  /** The current session; asked for by a merge tag that reads it. @default none */
  readonly session?: (() => JsonObject | null) | undefined
  /** The page that asks. Where it is not known, no page condition holds. */
  readonly page?: PageContext | undefined
  /** What experiments and holdouts tell visitors apart by; null where there is no profile. */
  readonly unit: string | null
  /** Epoch milliseconds. */
  readonly now: number
  /** The number that each decision bears. */
  readonly release: number
  /** Whether to say of each experience why it shows or not; costs nothing when absent. */
  readonly explain?: boolean | undefined
}

export interface Decided {
  readonly decisions: Record<string, Decision>
  /** Slot → a sentence for each of its experiences, in the order of their priority. Empty unless asked for. */
  readonly considered: Record<string, string[]>
  /** The next instant, epoch ms, at which a schedule alone changes one of these decisions; null: none does. */
  readonly nextChangeAt: number | null
}

/**
 * Decides what each slot shows to one visitor: per slot, the first of its experiences whose page condition, audience,
 * schedule and traffic all hold. Pure: the same input gives the same decisions. A name that is not a slot of the site is
 * answered with `DISABLED`; content that cannot be rendered with `ERROR`, in its slot only.
 *
 * Trap: decisions of content without merge tags are frozen, and shared between visitors.
 */
export function decide(content: Content, input: DecideInput): Decided {
  const { release, explain = false } = input
  const visitor = toVisitor(input)
  const scope = toScope(input)
  const decisions: Record<string, Decision> = {}
  const considered: Record<string, string[]> = {}
  let nextChangeAt = Infinity

  for (const name of input.slots ?? content.slots.keys()) {
    // Slot names come from the page; this one would set the object's prototype instead
    if (name === '__proto__') continue
    const slot = content.slots.get(name)
    if (slot === undefined) {
      decisions[name] = {
        reason: 'DISABLED',
        experience: null,
        variant: null,
        html: null,
        fields: null,
        release,
      }
      continue
    }
    const { answer, changesAt } = choose(slot, visitor)
    nextChangeAt = Math.min(nextChangeAt, changesAt)
    if (explain) {
      const sentences = consider(slot, visitor)
      considered[name] = sentences
      decisions[name] = answer(scope, release, (cause) => sentences.push(describeFailure(cause)))
    } else {
      decisions[name] = answer(scope, release)
    }
  }
  return { decisions, considered, nextChangeAt: nextChangeAt === Infinity ? null : nextChangeAt }
}

/** What a slot shows, and when its experiences' schedules alone change that; Infinity: never. */
function choose(slot: CompiledSlot, visitor: Visitor): { answer: Answer; changesAt: number } {
  let changesAt = Infinity
  for (const experience of slot.experiences) {
    const verdict = judge(experience, visitor)
    if (verdict.type === 'not-yet') changesAt = Math.min(changesAt, experience.from)
    const answer = answerOf(experience, verdict)
    if (answer !== null) return { answer, changesAt: Math.min(changesAt, experience.to) }
  }
  return { answer: slot.fallback, changesAt }
}

/** What a verdict makes the slot show; null: the next experience is asked. */
function answerOf(experience: CompiledExperience, verdict: Verdict): Answer | null {
  if (verdict.type === 'shows') return experience.variants[verdict.variant]!.answer
  return verdict.type === 'held-out' ? experience.heldOut : null
}

function consider(slot: CompiledSlot, visitor: Visitor): string[] {
  let isDecided = false
  return slot.experiences.map((experience) => {
    const verdict: Verdict = isDecided ? { type: 'not-reached' } : judge(experience, visitor)
    isDecided ||= answerOf(experience, verdict) !== null
    return describeVerdict(experience, verdict)
  })
}

function describeFailure(cause: unknown): string {
  return `The content could not be rendered: ${cause instanceof Error ? cause.message : String(cause)}.`
}

function toVisitor({ memberships, unit, now, page }: DecideInput): Visitor {
  let view: JsonObject | undefined
  return { memberships, unit, now, page: () => (page === undefined ? null : (view ??= pageView(page))) }
}

function toScope({ traits, facts, computed, session }: DecideInput): MergeScope {
  let values: JsonObject | undefined
  return {
    traits,
    geo: facts.geo ?? {},
    device: facts.device ?? {},
    campaign: facts.campaign ?? {},
    referrer: facts.referrer ?? {},
    touch: facts.touch ?? {},
    get computed() {
      return (values ??= computed?.() ?? {})
    },
    get session() {
      return session?.() ?? {}
    },
  }
}
