import type { Engines } from '../experience/engines.ts'
import type { Experience, Variant } from '../experience/experience.ts'
import { INSTANT_FORM, parseInstant } from '../experience/instant.ts'
import type { Slot } from '../experience/slot.ts'
import { describeChoice, describeValue, toPointer, type Issue } from '../problem/index.ts'
import { checkFields, type Texts } from './check-fields.ts'
import { checkTranslations } from './check-translations.ts'
import { checkUnique } from './check-unique.ts'
import type { SiteConfig } from './site-config.ts'

type Path = readonly (string | number)[]

/**
 * How far shares may be from adding up to 1: thirds with six digits are right. It must stay under 1/10,000, the last
 * place that the hash gives, or some visitors would get no variant.
 */
const SUM_TOLERANCE = 1e-5

/** Checks an experience: what it refers to, its schedule, its experiment and its variants' content. */
export function checkExperience(
  experience: Experience,
  index: number,
  site: SiteConfig,
  engines: Engines,
): Issue[] {
  const path = ['experiences', index]
  const texts = { liquid: engines.text, computedTraits: site.computedTraits }
  const slot = site.slots.find(({ id }) => id === experience.slot)
  return [
    ...checkReference(experience.slot, 'a slot', site.slots, [...path, 'slot']),
    ...checkAudience(experience, site, [...path, 'audience']),
    ...checkSchedule(experience, site.timezone, [...path, 'schedule']),
    ...checkExperiment(experience, site, [...path, 'experiment']),
    ...checkUnique(
      experience.variants.map(({ id }) => id),
      'an id',
      (place) => [...path, 'variants', place, 'id'],
    ),
    ...(slot === undefined
      ? []
      : experience.variants.flatMap((variant, place) =>
          checkVariant(variant, slot, texts, site.locales, [...path, 'variants', place]),
        )),
  ]
}

function checkVariant(
  { fields, translations }: Variant,
  slot: Slot,
  texts: Texts,
  locales: readonly string[] | undefined,
  path: Path,
): Issue[] {
  if (fields !== null) {
    return [
      ...checkFields(fields, slot, texts, [...path, 'fields'], true),
      ...checkTranslations(translations, slot, texts, locales, path),
    ]
  }
  if (translations === undefined) return []
  const expected = 'none: where fields are null the default shows, in its own languages'
  return [issue([...path, 'translations'], 'translations of the default', expected)]
}

function checkReference(
  id: string,
  kind: string,
  targets: readonly { readonly id: string }[],
  path: Path,
): Issue[] {
  const ids = targets.map((target) => target.id)
  if (ids.includes(id)) return []
  return [issue(path, JSON.stringify(id), describeChoice(kind, id, ids))]
}

function checkAudience({ audience }: Experience, site: SiteConfig, path: Path): Issue[] {
  if (audience === undefined || !('segment' in audience)) return []
  return checkReference(audience.segment, 'a segment', site.segments, [...path, 'segment'])
}

function checkSchedule({ schedule }: Experience, timezone: string, path: Path): Issue[] {
  if (schedule === undefined) return []
  const from = readBoundary(schedule.from, timezone)
  const to = readBoundary(schedule.to, timezone)
  return [
    ...(from === null ? [issue([...path, 'from'], describeValue(schedule.from), INSTANT_FORM)] : []),
    ...(to === null ? [issue([...path, 'to'], describeValue(schedule.to), INSTANT_FORM)] : []),
    ...(typeof from === 'number' && typeof to === 'number' && to <= from
      ? [issue([...path, 'to'], describeValue(schedule.to), `a time after ${schedule.from}`)]
      : []),
  ]
}

/** Undefined where the schedule is open, null where it cannot be read. */
function readBoundary(text: string | undefined, timezone: string): number | null | undefined {
  return text === undefined ? undefined : parseInstant(text, timezone)
}

function checkExperiment({ experiment, variants }: Experience, site: SiteConfig, path: Path): Issue[] {
  if (experiment === undefined) {
    if (variants.length === 1) return []
    const expected = `an experiment that splits the audience between the ${variants.length} variants, or a single variant`
    return [issue(path, 'nothing', expected)]
  }
  const { distribution, goals } = experiment
  const sum = distribution.reduce((total, share) => total + share, 0)
  return [
    ...(distribution.length === variants.length
      ? Math.abs(sum - 1) <= SUM_TOLERANCE
        ? []
        : [
            issue(
              [...path, 'distribution'],
              `shares that add up to ${Number(sum.toFixed(6))}`,
              'shares that add up to 1',
            ),
          ]
      : [
          issue(
            [...path, 'distribution'],
            describeValue(distribution),
            `a share for each of the ${variants.length} variants`,
          ),
        ]),
    ...goals.flatMap((goal, index) => checkReference(goal, 'a goal', site.goals, [...path, 'goals', index])),
  ]
}

function issue(path: Path, found: string, expected: string): Issue {
  return { pointer: toPointer(path), found, expected }
}
