import { orderOf, orderSlot } from '../../../shared/release/order-slot.ts'
import type { Env } from '../../env.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { noSuchSite } from '../no-such-site.ts'
import { siteObject } from '../release-cache.ts'
import { siteOf } from './draft-answer.ts'
import type { Draft } from './drafts.ts'

interface Order {
  readonly site: string
  readonly slot: string
  /** The ids of the slot's experiences. */
  readonly experiences: readonly string[]
  readonly editor: string
}

/**
 * Puts a slot's experiences into an order. It takes no version: who names each of them once has seen what there is, and an
 * order is one decision, which nobody makes in two halves.
 */
export async function orderExperiences(env: Env, { site, slot, experiences, editor }: Order): Promise<Draft> {
  const object = siteObject(env, site)
  for (;;) {
    const current = await object.draft()
    if (current === null) throw noSuchSite(site)
    const document = orderSlot(siteOf(current), slot, experiences)
    if (document === null) {
      const there = orderOf(siteOf(current), slot)
      throw new ProblemError('bad-request', {
        detail: `These are not the experiences of the slot ${slot}, each once. Somebody may have added one or taken one out.`,
        issues: [
          {
            pointer: '/experiences',
            found: JSON.stringify(experiences),
            expected: `each of these once: ${JSON.stringify(there)}`,
          },
        ],
      })
    }
    const edit = { version: current.version, document: JSON.stringify(document), basedOn: null, editor }
    const result = await object.saveDraft({ ...edit, subject: `slots/${slot}` })
    if (result.type === 'saved') return result.draft
  }
}
