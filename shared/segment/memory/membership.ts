/** What is remembered of a membership that does not follow from its rule alone. */
export interface Membership {
  readonly in: boolean
  /** Since when; null: since ever. */
  readonly since: number | null
  /** Was the rule once not true since the last time? */
  readonly armed: boolean
  readonly entered: boolean
}

/** How a segment is left and entered again. `Infinity` and 0: no limit. */
export interface Stay {
  readonly minStayMs: number
  readonly maxStayMs: number
  readonly cooldownMs: number
  readonly once: boolean
}

/** What the rules say: may one enter, must one leave, is `when` true? */
export interface Verdict {
  readonly when: boolean
  /** The exit rule; where there is none, `when` not being true. */
  readonly exit: boolean
}

export const OUTSIDE: Membership = { in: false, since: null, armed: true, entered: false }

/** The membership at an instant, after what it was before. The same object: nothing changed. */
export function stepMembership(
  before: Membership,
  { when, exit }: Verdict,
  at: number,
  stay: Stay,
): Membership {
  const since = before.since ?? -Infinity
  if (before.in) {
    const leaves = (exit && at >= since + stay.minStayMs) || at >= since + stay.maxStayMs
    return leaves ? { in: false, since: at, armed: !when, entered: true } : before
  }
  const armed = before.armed || !when
  if (when && !exit && armed && at >= since + stay.cooldownMs && !(stay.once && before.entered)) {
    return { in: true, since: at, armed: false, entered: true }
  }
  return armed === before.armed ? before : { ...before, armed }
}

/** The first instant after `at` at which time alone takes the next step; `Infinity`: none does. */
export function membershipStepsAt(
  membership: Membership,
  { when, exit }: Verdict,
  at: number,
  stay: Stay,
): number {
  const { since, armed, entered } = membership
  if (since === null) return Infinity
  const ahead = (instant: number) => (instant > at ? instant : Infinity)
  if (membership.in)
    return Math.min(exit ? ahead(since + stay.minStayMs) : Infinity, ahead(since + stay.maxStayMs))
  return when && !exit && armed && !(stay.once && entered) ? ahead(since + stay.cooldownMs) : Infinity
}
