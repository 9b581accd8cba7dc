export { bucketRanges, type BucketRange } from './bucket-ranges.ts'
export { chooseVariant } from './choose-variant.ts'
export { hashV2 } from './hash-v2.ts'
