/** A measured time: `0.42 ms`, `8.3 ms`, `112 ms`. */
export function formatMs(ms: number): string {
  const digits = ms < 1 ? 2 : ms < 100 ? 1 : 0
  return `${ms.toFixed(digits)} ms`
}
