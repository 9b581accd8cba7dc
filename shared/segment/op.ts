import * as v from 'valibot'

/** A comparison with a number; `between` is inclusive. */
export const Op = v.union(
  [
    v.strictObject({ gte: v.number() }),
    v.strictObject({ gt: v.number() }),
    v.strictObject({ lte: v.number() }),
    v.strictObject({ lt: v.number() }),
    v.strictObject({ eq: v.number() }),
    v.strictObject({ ne: v.number() }),
    v.strictObject({ between: v.tuple([v.number(), v.number()]) }),
  ],
  'exactly one of gte, gt, lte, lt, eq, ne (a number) or between (two numbers)',
)
export type Op = v.InferOutput<typeof Op>
