export { advance } from './advance.ts'
export { applyEvent } from './apply-event.ts'
export { applyFacts } from './apply-facts.ts'
export { Catalogue } from './catalogue/catalogue.ts'
export type { ValueMembers, ValueType, ValueTypeName } from './catalogue/value-type.ts'
export { checkConditions } from './catalogue/check-conditions.ts'
export { eventNames } from './catalogue/event-type.ts'
export type { Finding } from './catalogue/finding.ts'
export {
  AbsenceCondition,
  AsOfCondition,
  BucketCondition,
  PickCondition,
  ScoreCondition,
  SequenceCondition,
  Step,
  Aggregation,
  Condition,
  EventCondition,
  ProfileCondition,
  SegmentCondition,
} from './condition.ts'
export { ComputedAggregation, ComputedTrait } from './computed-trait.ts'
export { computedTraits } from './computed-traits.ts'
export { evaluateContextual } from './evaluate-contextual.ts'
export { Duration, parseDuration } from './duration.ts'
export type { ConditionExplanation, SegmentExplanation, TruthName } from './explanation.ts'
export type { Lint } from './lint/lint.ts'
export { lintComputedTraits } from './lint/lint-computed-traits.ts'
export { lintSegments, type LintOptions } from './lint/lint-segments.ts'
export { flipsAhead } from './flips-ahead.ts'
export type { FactsChange, LogReader } from './log-reader.ts'
export { Match } from './match.ts'
export { SCORE_EVENT } from './leaf/score-leaf.ts'
export { explain, explainAll } from './explain/explain.ts'
export { memberships } from './memberships.ts'
export { nextFlipAt } from './next-flip-at.ts'
export { Op } from './op.ts'
export { prepareToForget } from './prepare-to-forget.ts'
export { pastSessions, type PastSession } from './past-sessions.ts'
export { compilePlan } from './plan/compile-plan.ts'
export type { Plan, PlanOptions } from './plan/plan.ts'
export { RESERVED_EVENTS } from './reserved-events.ts'
export { Segment } from './segment.ts'
export { describeCondition, describeSegment } from './sentence/describe-condition.ts'
export { replay } from './state/replay.ts'
export { createState, type SegmentState } from './state/segment-state.ts'
export { sessionOf } from './session-of.ts'
export { traits } from './traits.ts'
export type { Transition } from './transition.ts'
export { upgradeState } from './upgrade-state.ts'
export { describeComputed } from './validate/validate-computed-reads.ts'
export { validateComputedTraits } from './validate/validate-computed-traits.ts'
export { validateSegments, type ValidateOptions } from './validate/validate-segments.ts'
export { validateWhere } from './validate/validate-where.ts'
export { matchesWhere } from './where/matches-where.ts'
export { Where } from './where/where.ts'
export { Window } from './window/window.ts'
