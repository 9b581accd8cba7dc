import { Callout } from '../../controls/callout.tsx'
import { formatCount, formatShare } from '../../controls/format-count.ts'

interface Props {
  readonly history: {
    readonly profiles: number
    readonly covered: number
    readonly missingShards: readonly number[]
  }
}

/** Says so where the numbers do not speak of all visitors yet. */
export function Coverage({ history: { profiles, covered, missingShards } }: Props) {
  if (missingShards.length > 0) {
    return (
      <Callout tone="warning" title="Some of the numbers are missing">
        Parts of the sums did not answer just now; the numbers are without them. They are asked again in half
        a minute.
      </Callout>
    )
  }
  if (covered >= profiles) return null
  return (
    <Callout title={`Counting with the newest rules: ${formatShare(covered, profiles)} done`}>
      {formatCount(covered)} of {formatCount(profiles)} visitors have been looked at since the last publish.
      The others follow by themselves; whoever comes by is looked at at once.
    </Callout>
  )
}
