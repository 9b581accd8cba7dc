export { addProfile, createOverlap, mergeOverlap, type Overlap, removeProfile } from './overlap.ts'
export { overlapOf } from './overlap-of.ts'
export { overlapOfMembers } from './overlap-of-members.ts'
export { type OverlapReport, type PairOverlap, readOverlap } from './read-overlap.ts'
