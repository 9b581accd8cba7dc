/** An event that comes so long after it happened counts as late. */
export const LATE_MS = 86_400_000
