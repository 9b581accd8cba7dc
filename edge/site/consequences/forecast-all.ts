import {
  addForecast,
  createForecast,
  type ForecastCounts,
} from '../../../shared/experience/forecast/forecast.ts'
import type { ForecastPlan } from '../../../shared/experience/forecast/forecast-plan.ts'
import type { Env } from '../../env.ts'
import { askShards } from '../../rollup/ask-shards.ts'

/** Of whom a forecast is, and how far it can be trusted. */
export type ForecastBasis =
  | {
      readonly type: 'all'
      readonly profiles: number
      /** Those whose memberships are of the published rules; the others will be, once they come by or are visited. */
      readonly covered: number
      readonly missingShards: readonly number[]
    }
  | { readonly type: 'sample'; readonly asked: number; readonly answered: number; readonly profiles: number }

export interface SiteForecast {
  readonly counts: ForecastCounts
  readonly basis: ForecastBasis
}

/** What all profiles will get: exact, from what each has told. */
export async function forecastAll(env: Env, site: string, plan: ForecastPlan): Promise<SiteForecast> {
  const text = JSON.stringify(plan)
  const { answers, missing } = await askShards(env, site, async (shard, { segmentsHash }) => ({
    counts: await shard.forecast(text),
    progress: await shard.progress(segmentsHash),
  }))
  const { counts } = createForecast(plan)
  for (const answer of answers) addForecast(counts, answer.counts)
  const covered = answers.reduce((sum, { progress }) => sum + progress.covered, 0)
  return { counts, basis: { type: 'all', profiles: counts.visitors, covered, missingShards: missing } }
}
