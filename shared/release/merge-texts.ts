import type { Json } from '../json.ts'
import { mergeOrder, type OrderMerge } from './merge-order.ts'
import type { Side } from './merge-json.ts'

type Texts = readonly string[]

/** A list of texts, none of which stands in it twice; null: it is none. */
function textsOf(value: Json | undefined): Texts | null {
  if (!Array.isArray(value)) return null
  const texts = value.filter((entry) => typeof entry === 'string')
  return texts.length === value.length && new Set(texts).size === texts.length ? texts : null
}

/** Whether a side only added entries, or only took some out: what stands for what is then told by the entry itself. */
function goesOneWay(base: Texts, side: Texts): boolean {
  const added = side.some((text) => !base.includes(text))
  const removed = base.some((text) => !side.includes(text))
  return !added || !removed
}

/**
 * Joins two changes of a list of texts by the texts themselves: what either side added is in it, what either took out is not.
 * Null where it is no such list, or a side exchanged entries: of a pair such as the bounds of `between` nobody could tell
 * which one stands for which.
 */
export function mergeTexts(
  base: Json | undefined,
  theirs: Json | undefined,
  yours: Json | undefined,
  prefer: Side,
): OrderMerge | null {
  const [before, left, right] = [textsOf(base), textsOf(theirs), textsOf(yours)]
  if (before === null || left === null || right === null) return null
  if (!goesOneWay(before, left) || !goesOneWay(before, right)) return null
  const { names, clashes } = mergeOrder(before, left, right, prefer)
  const isKept = (text: string) =>
    before.includes(text) ? left.includes(text) && right.includes(text) : true
  return { names: names.filter(isKept), clashes }
}
