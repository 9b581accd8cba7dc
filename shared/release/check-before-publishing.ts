import type { PlaceForecast } from '../experience/forecast/read-forecast.ts'
import { parseInstant } from '../experience/instant.ts'
import type { Experience } from '../experience/index.ts'
import { toPointer, type Issue } from '../problem/index.ts'
import { isSameJson } from '../same-json.ts'
import { isSamePage } from '../experience/forecast/forecast-plan.ts'
import type { Json } from '../json.ts'
import type { SiteConfig } from './site-config.ts'

const DAY_MS = 86_400_000

/** Something about publishing a document now that an editor should have thought of. */
export interface PublishLint extends Issue {
  readonly lint:
    | 'nobodyMatches'
    | 'everybodyMatches'
    | 'takenByOthers'
    | 'alreadyOver'
    | 'slotNotSeen'
    | 'changedMidRun'
}

/** What is known at the time of publishing, beside the document. */
export interface PublishContext {
  /** What is published now; null: nothing. */
  readonly current: SiteConfig | null
  /** How many profiles the forecast is of. */
  readonly visitors: number
  readonly forecast: readonly PlaceForecast[]
  /** When a page asked last for a slot, epoch ms; none: not known. */
  readonly slotSeenAt: ReadonlyMap<string, number>
  /** Epoch ms. */
  readonly now: number
}

/** What only the moment of publishing shows: who is reached, what time it is, what pages ask for, what runs already. */
export function checkBeforePublishing(site: SiteConfig, context: PublishContext): PublishLint[] {
  const { slotSeenAt, now } = context
  const running = new Set(site.experiences.filter(({ enabled }) => enabled).map(({ slot }) => slot))
  return [
    ...site.slots.flatMap(({ id }, index): PublishLint[] => {
      const seenAt = slotSeenAt.get(id)
      if (!running.has(id) || (seenAt !== undefined && now - seenAt <= DAY_MS)) return []
      return [
        {
          lint: 'slotNotSeen',
          pointer: toPointer(['slots', index]),
          found:
            seenAt === undefined
              ? 'a slot that no page has asked for'
              : `a slot that was last asked for at ${new Date(seenAt).toISOString()}`,
          expected: 'a page that asked for it in the last 24 hours',
        },
      ]
    }),
    ...site.experiences.flatMap((experience, index) =>
      experience.enabled ? checkExperience(experience, index, site, context) : [],
    ),
  ]
}

function checkExperience(
  experience: Experience,
  index: number,
  site: SiteConfig,
  { current, forecast, visitors, now }: PublishContext,
): PublishLint[] {
  const path = ['experiences', index]
  const until = experience.schedule?.to && parseInstant(experience.schedule.to, site.timezone)
  const over: PublishLint[] =
    typeof until === 'number' && until <= now
      ? [
          {
            lint: 'alreadyOver',
            pointer: toPointer([...path, 'schedule', 'to']),
            found: `${experience.schedule?.to ?? ''}, which is past`,
            expected: 'a time to come, or the experience switched off',
          },
        ]
      : []
  const running = current?.experiences.find(({ id }) => id === experience.id)
  return [
    ...over,
    ...(running?.enabled ? checkRunning(running, experience, path) : []),
    ...(visitors > 0 && over.length === 0 ? checkReach(experience, path, forecast, visitors) : []),
  ]
}

/** An experiment that is altered while it runs compares visitors of before with those of after. */
function checkRunning(was: Experience, is: Experience, path: (string | number)[]): PublishLint[] {
  const split = ({ experiment, variants, holdout }: Experience) =>
    // `as`: a site document is JSON
    ({
      experiment: experiment && { ...experiment, goals: [] },
      variants: variants.map(({ id }) => id),
      holdout,
    }) as Json
  const isMeasured = was.experiment !== undefined || was.holdout > 0
  if (!isMeasured || isSameJson(split(was), split(is))) return []
  return [
    {
      lint: 'changedMidRun',
      pointer: toPointer(path),
      found: 'another split, holdout or set of variants than the one that runs',
      expected: 'a new experience: what was measured so far is not of these visitors',
    },
  ]
}

function checkReach(
  { id, slot, page, audience }: Experience,
  path: (string | number)[],
  forecast: readonly PlaceForecast[],
  visitors: number,
): PublishLint[] {
  const place = forecast.find((candidate) => candidate.slot === slot && isSamePage(candidate.page, page))
  const reach = place?.experiences.find(({ experience }) => experience === id)
  if (reach === undefined) return []
  const audienceAt = toPointer([...path, 'audience'])
  if (reach.matching === 0) {
    const found = 'an audience that nobody is in now'
    return [{ lint: 'nobodyMatches', pointer: audienceAt, found, expected: 'one that some visitors are in' }]
  }
  const instead: PublishLint[] = reach.instead.map((taken) => ({
    lint: 'takenByOthers',
    pointer: toPointer(path),
    found: `${count(taken.visitors)} of ${count(reach.matching)} matching visitors will see ${taken.experience} instead`,
    expected: 'that to be meant: the order of the slot decides',
  }))
  if (audience === undefined || reach.matching < visitors) return instead
  const found = 'an audience that everybody is in now'
  return [
    ...instead,
    { lint: 'everybodyMatches', pointer: audienceAt, found, expected: 'one that some visitors are not in' },
  ]
}

function count(visitors: number): string {
  return visitors.toLocaleString('en-US')
}
