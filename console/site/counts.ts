import type { InferData } from '../infer-data.ts'
import type { countsQuery } from './counts-query.ts'

/** The sums over all profiles of a site. */
export type Counts = InferData<ReturnType<typeof countsQuery>>
