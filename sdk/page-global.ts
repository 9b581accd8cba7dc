import type { Edgewise } from './edgewise.ts'

/** `['track', 'Product Added', { … }]` (or the `arguments` of such a call), or a function that gets `edgewise`. */
type QueuedCall = Iterable<unknown> | ((edgewise: Edgewise) => unknown)

/** What a page may have put in this script's place: a list of calls, or a function that keeps one in `q`. */
type Stub = readonly QueuedCall[] & { readonly q?: readonly QueuedCall[] }

/** `window.edgewise`: an `Edgewise` that also takes calls in the two ways of a stub. */
export interface EdgewiseGlobal extends Edgewise {
  (method: keyof Edgewise, ...args: readonly unknown[]): unknown
  push(...calls: readonly QueuedCall[]): void
}

type Methods = Readonly<Partial<Record<keyof Edgewise, (...args: readonly unknown[]) => unknown>>>

// `as`: a stub, or this script's own work when the page has it twice
const scope = window as { edgewise?: Stub | EdgewiseGlobal }

/** Puts Edgewise in the place of its stub, once, and runs what the page had asked of it before. */
export function putOnPage(create: () => Edgewise): void {
  const before = scope.edgewise
  // A stub that answers to every name has none
  if (before && 'track' in before) return
  const edgewise = create()
  const calls = (Array.isArray(before) ? before : before?.q) ?? []

  const run = (call: QueuedCall): unknown => {
    if (typeof call === 'function') return call(edgewise)
    const [method, ...args] = call
    // `as`: what is no method of ours is not called
    return (edgewise as unknown as Methods)[method as keyof Edgewise]?.(...args)
  }
  scope.edgewise = Object.assign((...call: [keyof Edgewise, ...unknown[]]) => run(call), edgewise, {
    push: (...calls: readonly QueuedCall[]) => calls.forEach(run),
  })
  calls.forEach(run)
}
