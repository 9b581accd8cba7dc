/** What a query gives, by its options. */
export type InferData<Options> = Options extends { queryFn?: (infer Fn) | undefined }
  ? Fn extends (...args: never[]) => infer Result
    ? Awaited<Result>
    : never
  : never
