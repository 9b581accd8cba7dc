import type { Receipt } from '../../shared/event/index.ts'
import { createVisitor, type Visitor } from '../interact/visitor.ts'

/** A visitor of the load, who remembers all that was sent and what was answered of it. */
export interface Witness {
  visitor: Visitor
  /** The calls that were made, as they were sent. */
  readonly calls: string[]
  /** Calls of which something is not acknowledged yet. */
  readonly open: Set<string>
  /** What was acknowledged: message ids. */
  readonly acknowledged: Set<string>
  /** How many receipts said so. */
  readonly receipts: Record<'accepted' | 'duplicate', number>
}

export function createWitness(): Witness {
  return {
    visitor: createVisitor(),
    calls: [],
    open: new Set(),
    acknowledged: new Set(),
    receipts: { accepted: 0, duplicate: 0 },
  }
}

/** Enters what was answered to a call. A receipt that promises nothing leaves it open. */
export function enterReceipts(witness: Witness, call: string, receipts: readonly Receipt[]): void {
  let isOpen = false
  for (const { messageId, status, reason } of receipts) {
    if (status === 'accepted' || status === 'duplicate') {
      witness.acknowledged.add(messageId)
      witness.receipts[status] += 1
    } else if (status === 'retry') isOpen = true
    else throw new Error(`${messageId} was answered ${status}: ${reason ?? ''}`)
  }
  if (!isOpen) witness.open.delete(call)
}
