import type { Json } from '../../../json.ts'
import { createReport } from '../import-report.ts'
import { type ConditionImport, finishCondition } from '../imports.ts'
import { createAttributePath } from './attribute-path.ts'
import { convertWhere } from './convert-where.ts'
import { readCondition } from './saved-group.ts'

export interface GrowthBookOptions {
  /** Where attributes are read, by name: `{ country: 'geo.country' }`. @default the trait of the same name */
  readonly attributes?: Readonly<Record<string, string>>
}

/**
 * A GrowthBook targeting condition as a `profile` condition: the same operators with the same meaning, attributes as
 * paths of the profile, saved groups written out.
 *
 * Formats: {@link https://docs.growthbook.io/lib/build-your-own}, {@link https://docs.growthbook.io/features/targeting},
 * {@link https://docs.growthbook.io/api/SavedGroup_model}.
 *
 * @param condition As JSON, or as the text of JSON that GrowthBook's REST API gives.
 * @param savedGroups By id: the `savedGroups` of an SDK payload (either form), or groups of the REST API.
 * @example
 * ```ts
 * importGrowthBookCondition({ country: { $in: ['US', 'CA'] } }, {}, { attributes: { country: 'geo.country' } }).condition
 * // { kind: 'profile', where: { 'geo.country': { $in: ['US', 'CA'] } } }
 * ```
 */
export function importGrowthBookCondition(
  condition: Json,
  savedGroups: Readonly<Record<string, Json>> = {},
  { attributes = {} }: GrowthBookOptions = {},
): ConditionImport {
  const report = createReport()
  const pathOf = createAttributePath(attributes, report)
  const context = { report, groups: savedGroups, pathOf, open: new Set<string>() }
  const where = convertWhere(readCondition(condition) ?? condition, [], context)
  return finishCondition(where && { kind: 'profile', where }, report)
}
