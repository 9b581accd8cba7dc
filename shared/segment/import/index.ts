export type { ImportNote } from './import-note.ts'
export type { ComputedTraitImport, ConditionImport, SegmentImport, SegmentsImport } from './imports.ts'
export {
  type GrowthBookOptions,
  importGrowthBookCondition,
} from './growthbook/import-growthbook-condition.ts'
export { importGrowthBookSavedGroups } from './growthbook/import-growthbook-saved-groups.ts'
export { importPostHogCohort, type PostHogOptions } from './posthog/import-posthog-cohort.ts'
export {
  importSegmentAudience,
  type SegmentAudienceOptions,
} from './segment-audience/import-segment-audience.ts'
export { importSegmentComputedTrait } from './segment-audience/import-segment-computed-trait.ts'
export type { Unmapped } from './unmapped.ts'
