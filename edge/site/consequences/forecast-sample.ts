import { audienceSegments } from '../../../shared/experience/index.ts'
import { createForecast } from '../../../shared/experience/forecast/forecast.ts'
import type { ForecastPlan } from '../../../shared/experience/forecast/forecast-plan.ts'
import type { SiteConfig } from '../../../shared/release/index.ts'
import type { Env } from '../../env.ts'
import { inTime } from '../../object/in-time.ts'
import { logFailure } from '../../log-failure.ts'
import type { TwoMemberships, UnpublishedRules } from '../../profile/would-be-in.ts'
import { askShards } from '../../rollup/ask-shards.ts'
import { unitOf } from '../../rollup/shard.ts'
import type { SiteForecast } from './forecast-all.ts'

const SAMPLE = 100
/** How many profiles are asked at a time: visitors come first. */
const AT_ONCE = 10
/** A profile that takes longer is left out of the sample. */
const LIMIT_MS = 2_000

/**
 * What a sample of profiles will get, those that were there last: who meets rules that are not published, only a profile
 * itself can say, of its log.
 */
export async function forecastSample(
  env: Env,
  site: string,
  plan: ForecastPlan,
  { segments, experiences, computedTraits, timezone }: SiteConfig,
): Promise<SiteForecast> {
  const { answers } = await askShards(env, site, async (shard) => ({
    recent: await shard.recent(SAMPLE),
    profiles: (await shard.totals()).profiles,
  }))
  const keys = answers
    .flatMap(({ recent }) => recent)
    .toSorted((a, b) => b.seenAt - a.seenAt || (a.key < b.key ? -1 : 1))
    .slice(0, SAMPLE)
    .map(({ key }) => key)
  const rules = JSON.stringify({
    segments: [...segments, ...audienceSegments(experiences)],
    computedTraits,
    timezone,
  } satisfies UnpublishedRules)
  const forecast = createForecast(plan)
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const group = keys.slice(from, from + AT_ONCE)
    for (const answer of await Promise.all(group.map((key) => ask(env, site, key, rules)))) {
      if (answer !== null) forecast.add(answer)
    }
  }
  const profiles = answers.reduce((sum, answer) => sum + answer.profiles, 0)
  const { counts } = forecast
  return { counts, basis: { type: 'sample', asked: keys.length, answered: counts.visitors, profiles } }
}

async function ask(env: Env, site: string, key: string, rules: string) {
  try {
    const profile = env.PROFILE.get(env.PROFILE.idFromName(`${site}:${key}`))
    const answer = await inTime(profile.wouldBeIn(rules), LIMIT_MS)
    if (answer === null) return null
    // `as`: the profile wrote it
    const { before, after } = JSON.parse(answer) as TwoMemberships
    return { unit: unitOf(key), before: new Set(before), after: new Set(after) }
  } catch (error) {
    logFailure('a profile could not be asked what it would see', error)
    return null
  }
}
