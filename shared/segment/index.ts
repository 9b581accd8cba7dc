export {
  AbsenceCondition,
  Condition,
  EventCondition,
  ProfileCondition,
  SegmentCondition,
} from './condition.ts'
export { Duration, parseDuration } from './duration.ts'
export type { ConditionExplanation, SegmentExplanation, TruthName } from './explanation.ts'
export type { LogReader } from './log-reader.ts'
export { Match } from './match.ts'
export { Op } from './op.ts'
export { Segment } from './segment.ts'
export type { Transition } from './transition.ts'
export { matchesWhere } from './where/matches-where.ts'
export { Where } from './where/where.ts'
export { Window } from './window.ts'
