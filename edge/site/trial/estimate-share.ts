/** The normal quantile of an interval that covers in 95 of 100 samples. */
const Z = 1.96

/** What a sample says of the share of all: the share in the sample, and between which two the true one lies. */
export interface ShareEstimate {
  readonly share: number
  readonly low: number
  readonly high: number
}

/** Wilson's 95 % interval: it is right for small samples, and for nobody or everybody. Null: a sample of nobody says nothing. */
export function estimateShare(members: number, of: number): ShareEstimate | null {
  if (of === 0) return null
  const share = members / of
  const center = share + (Z * Z) / (2 * of)
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))
  const scale = 1 + (Z * Z) / of
  return {
    share,
    low: Math.max(0, (center - spread) / scale),
    high: Math.min(1, (center + spread) / scale),
  }
}
