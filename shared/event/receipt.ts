/** What became of one event of a request. What has no receipt is to be sent again. */
export interface Receipt {
  readonly messageId: string
  readonly status: ReceiptStatus
  /** Why, for `quarantined`, `rejected` and `retry`: a short code, then what would be right. */
  readonly reason?: string
}

/**
 * - `accepted`: committed to the profile.
 * - `duplicate`: was committed before.
 * - `quarantined`: invalid, kept with its reason, can be replayed after a correction.
 * - `rejected`: refused and not kept; sending it again gives the same answer.
 * - `retry`: not committed; send it again.
 */
export type ReceiptStatus = 'accepted' | 'duplicate' | 'quarantined' | 'rejected' | 'retry'
