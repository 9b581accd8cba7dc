/** How many keys are not looked through for those that are over. */
const FEW = 32

/**
 * Whether a record should be looked through for keys that are over, before one more comes: whenever it has doubled, so
 * that it costs little and what is over is never more than what was not the last time, or 32.
 */
export function isTimeToSweep(record: object): boolean {
  const { length } = Object.keys(record)
  return length >= FEW && (length & (length - 1)) === 0
}
