import { bucketRanges, chooseVariant, hashV2 } from '../experiment/index.ts'
import type { Where } from '../segment/index.ts'
import type { Answer } from './answer.ts'
import { audienceSegment } from './audience.ts'
import { createEngines } from './engines.ts'
import type { Experience } from './experience.ts'
import { parseInstant } from './instant.ts'
import { localizedAnswer, type LocalizedRendering } from './locale/localized-answer.ts'
import type { Slot } from './slot.ts'
import type { Verdict } from './verdict.ts'

/** The part of a site document that content is compiled from. */
export interface ContentConfig {
  /** IANA name; schedules without an offset are in it. */
  readonly timezone: string
  /** The languages that content is written in; the first is that of `fields`. @default one, whatever it is */
  readonly locales?: readonly string[] | undefined
  readonly slots: readonly Slot[]
  readonly experiences: readonly Experience[]
}

/** A release's slots and experiences, compiled: what {@link decide} reads. */
export interface Content {
  readonly slots: ReadonlyMap<string, CompiledSlot>
}

export interface CompiledSlot {
  /** What shows where no experience does. */
  readonly fallback: Answer
  /** In the order of their priority. */
  readonly experiences: readonly CompiledExperience[]
}

export interface CompiledExperience {
  readonly id: string
  readonly enabled: boolean
  readonly page: Where | null
  /** A segment id; null: everybody. */
  readonly audience: string | null
  /** Epoch milliseconds; it runs from `from` up to, not including, `to`. */
  readonly from: number
  readonly to: number
  readonly isExperiment: boolean
  readonly holdout: number
  readonly trafficAllocation: number
  /** Whether it must tell visitors apart. */
  readonly needsUnit: boolean
  readonly isHeldOut: (unit: string) => boolean
  readonly isInTraffic: (unit: string) => boolean
  /** The index of the variant that a unit gets. */
  readonly choose: (unit: string) => number
  /** The verdict on everybody whom it reaches, where it need not tell them apart. */
  readonly certain: Verdict
  readonly heldOut: Answer
  readonly variants: readonly { readonly id: string; readonly answer: Answer }[]
}

const DEFAULT_FIELDS = { fields: null }

/** Compiles a site's slots and experiences, once per release. They must have passed `validateSite`. */
export function compileContent(config: ContentConfig): Content {
  const { timezone, locales = [] } = config
  const rendering = { engines: createEngines(timezone), locales }
  return {
    slots: new Map(
      config.slots.map((slot) => {
        const experiences = config.experiences.filter((experience) => experience.slot === slot.id)
        return [
          slot.id,
          {
            fallback: localizedAnswer(
              { reason: 'DEFAULT', experience: null, variant: null },
              slot,
              DEFAULT_FIELDS,
              rendering,
            ),
            experiences: experiences.map((experience) =>
              compileExperience(experience, slot, rendering, timezone),
            ),
          },
        ]
      }),
    ),
  }
}

function compileExperience(
  experience: Experience,
  slot: Slot,
  rendering: LocalizedRendering,
  timezone: string,
): CompiledExperience {
  const { id, enabled, page, schedule, holdout, variants, experiment } = experience
  const seed = experiment?.seed ?? id
  const trafficAllocation = experiment?.trafficAllocation ?? 1
  const ranges = bucketRanges(1, experiment?.distribution ?? [1])
  const reason = experiment ? 'SPLIT' : 'TARGETING_MATCH'
  return {
    id,
    enabled,
    page: page ?? null,
    audience: audienceSegment(experience),
    from: readBoundary(schedule?.from, timezone, -Infinity),
    to: readBoundary(schedule?.to, timezone, Infinity),
    isExperiment: experiment !== undefined,
    holdout,
    trafficAllocation,
    needsUnit: holdout > 0 || experiment !== undefined,
    // Three questions, three seeds: who is held out must not depend on who sees which variant
    isHeldOut: (unit) => hashV2(`holdout:${id}`, unit) < holdout,
    isInTraffic: (unit) => hashV2(`traffic:${seed}`, unit) < trafficAllocation,
    choose: (unit) => chooseVariant(hashV2(seed, unit), ranges),
    certain: { type: 'shows', variant: 0 },
    heldOut: localizedAnswer(
      { reason: 'HOLDOUT', experience: id, variant: null },
      slot,
      DEFAULT_FIELDS,
      rendering,
    ),
    variants: variants.map((variant) => ({
      id: variant.id,
      answer: localizedAnswer({ reason, experience: id, variant: variant.id }, slot, variant, rendering),
    })),
  }
}

function readBoundary(text: string | undefined, timezone: string, open: number): number {
  return text === undefined ? open : (parseInstant(text, timezone) ?? open)
}
