/** The instants at which nodes flip by themselves, earliest first. */
export interface Timers {
  /** Sets, moves or (with `Infinity`) clears the instant of a node. */
  set(node: number, due: number): void
  /** The instant of a node; `Infinity`: none. */
  dueOf(node: number): number
  /** The earliest instant; `Infinity`: none. */
  next(): number
  /** The node whose instant is the earliest; -1: none has one. */
  first(): number
  /** Takes out a node that is due at or before `until`; -1: none is. */
  take(until: number): number
}

interface Timer {
  readonly node: number
  due: number
  /** Where the node stands in the heap; `Infinity`: nowhere. */
  queued: number
}

interface Entry {
  readonly at: number
  readonly timer: Timer
}

/**
 * A lazy binary heap. Most changes move an instant later (an event extends a window), and those cost nothing: the old
 * entry stays, and is put right when it comes up.
 */
export function createTimers(): Timers {
  const timers = new Map<number, Timer>()
  const heap: Entry[] = []

  const settleTop = () => {
    for (let top = heap[0]; top; top = heap[0]) {
      const { timer } = top
      if (top.at === timer.queued && top.at === timer.due) return
      pop(heap)
      if (top.at !== timer.queued) continue
      timer.queued = timer.due
      if (timer.due !== Infinity) push(heap, { at: timer.due, timer })
    }
  }

  return {
    set(node, due) {
      const timer = timers.get(node)
      if (!timer) {
        if (due === Infinity) return
        const created = { node, due, queued: due }
        timers.set(node, created)
        push(heap, { at: due, timer: created })
        return
      }
      timer.due = due
      if (due >= timer.queued) return
      timer.queued = due
      push(heap, { at: due, timer })
    },
    dueOf: (node) => timers.get(node)?.due ?? Infinity,
    next() {
      settleTop()
      return heap[0]?.at ?? Infinity
    },
    first() {
      settleTop()
      return heap[0]?.timer.node ?? -1
    },
    take(until) {
      settleTop()
      const top = heap[0]
      if (!top || top.at > until) return -1
      pop(heap)
      top.timer.due = Infinity
      top.timer.queued = Infinity
      return top.timer.node
    },
  }
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.length
  heap.push(entry)
  while (index > 0) {
    const parent = (index - 1) >> 1
    const above = heap[parent]
    if (!above || above.at <= entry.at) break
    heap[index] = above
    index = parent
  }
  heap[index] = entry
}

function pop(heap: Entry[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  let index = 0
  for (;;) {
    let child = 2 * index + 1
    const left = heap[child]
    if (!left) break
    const right = heap[child + 1]
    let smaller = left
    if (right && right.at < left.at) {
      smaller = right
      child++
    }
    if (smaller.at >= last.at) break
    heap[index] = smaller
    index = child
  }
  heap[index] = last
}
