import { whenActivated } from './browser/when-activated.ts'
import { createEdgewise } from './client.ts'
import type { Edgewise } from './edgewise.ts'
import { lastContent } from './last-content.ts'
import type { Core, Module } from './module.ts'
import { pageViews } from './page-views.ts'
import { domSlots } from './slots.ts'

/** `['track', 'Product Added', { … }]` (or the `arguments` of such a call), or a function that gets `edgewise`. */
type QueuedCall = Iterable<unknown> | ((edgewise: Edgewise) => unknown)

/** What a page may have put in this script's place: a list of calls, or a function that keeps one in `q`. */
type Stub = readonly QueuedCall[] & { readonly q?: readonly QueuedCall[] }

/** `window.edgewise`: an `Edgewise` that also takes calls in the two ways of a stub. */
export interface EdgewiseGlobal extends Edgewise {
  (method: keyof Edgewise, ...args: readonly unknown[]): unknown
  push(...calls: readonly QueuedCall[]): void
}

/** A part of Edgewise that is loaded later. */
interface Chunk {
  readonly start: (core: Core, measure: string | undefined) => void
}

type Methods = Readonly<Partial<Record<keyof Edgewise, (...args: readonly unknown[]) => unknown>>>

// `as`: a stub, or this script's own work when the page has it twice
const scope = window as { edgewise?: Stub | EdgewiseGlobal }
// `as`: no other element runs scripts of this kind
const script = (document.currentScript ??
  document.querySelector('script[data-key]')) as HTMLScriptElement | null

if (script?.dataset['key']) whenActivated(() => start(script, scope.edgewise))
else console.warn('[edgewise] data-key="ewk_…" is missing')

function start({ src, dataset }: HTMLScriptElement, before: Stub | EdgewiseGlobal | undefined): void {
  if (before && 'track' in before) return
  const { key, endpoint, consent, slots, timeout, page, live, measure } = dataset
  // Not relative: where this script is of another origin, browsers keep its address from imports
  const load = <T>(file: string): Promise<T> => import(/* @vite-ignore */ new URL(file, src).href)
  const calls = (Array.isArray(before) ? before : before?.q) ?? []
  const modules: Module[] = []
  if (page !== 'off') modules.push(pageViews)
  if (slots !== '') modules.push(lastContent, domSlots)
  /** A part that is loaded once something is known of the visitor, or an experience is for them. */
  const late = (file: string, isAlways: boolean): void => {
    modules.push((core) => {
      const stop = core.on('state', ({ decisions }) => {
        if (!isAlways && !Object.values(decisions).some(({ experience }) => experience)) return
        stop()
        load<Chunk>(file)
          .then(({ start }) => start(core, measure))
          .catch(core.fail('chunk'))
      })
    })
  }
  if (live !== undefined) late('ew-live.js', true)
  if (measure !== 'off') late('ew-measure.js', !!measure)

  if (!consent) {
    console.warn('[edgewise] data-consent="wait" until edgewise.consent(…), or say "granted"')
  }
  const edgewise = createEdgewise({
    // `!`: without it nothing starts
    key: key!,
    endpoint: endpoint ?? new URL(src).origin,
    consent: consent === 'granted' ? consent : {},
    slots: slots?.split(',').filter(Boolean),
    timeout: Number(timeout ?? 300),
    inspector: () => load('ew-inspector.js'),
    modules,
  })

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
  if (/[?&]ew_debug/.test(location.search)) void edgewise.debug()
}
