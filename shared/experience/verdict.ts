/**
 * What became of one experience for one visitor. In the order in which they are asked:
 *
 * - `disabled`: switched off.
 * - `other-page`: its page condition does not hold.
 * - `other-audience`: the visitor is not in its segment.
 * - `not-yet`, `over`: outside of its schedule.
 * - `no-unit`: it must tell visitors apart, and this one has no profile.
 * - `held-out`: in the holdout; the slot shows its default.
 * - `no-traffic`: outside of the experiment's traffic; the next experience is asked.
 * - `shows`: shows the variant of this index.
 * - `not-reached`: one before it decided.
 */
export type Verdict =
  | {
      readonly type:
        | 'disabled'
        | 'other-page'
        | 'other-audience'
        | 'not-yet'
        | 'over'
        | 'no-unit'
        | 'held-out'
        | 'no-traffic'
        | 'not-reached'
    }
  | { readonly type: 'shows'; readonly variant: number }
