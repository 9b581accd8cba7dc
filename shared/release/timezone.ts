import * as v from 'valibot'
import { didYouMean } from '../problem/index.ts'

/** The IANA name of a time zone that the platform knows. */
export const Timezone = v.pipe(
  v.string(),
  v.check(isTimezone, ({ input }) => {
    const near = didYouMean(input, Intl.supportedValuesOf('timeZone'))
    const suggestion = near === null ? '' : `; did you mean ${JSON.stringify(near)}?`
    return `an IANA time zone such as "Europe/Berlin"${suggestion}`
  }),
)

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
