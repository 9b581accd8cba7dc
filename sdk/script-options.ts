import { lastContent } from './last-content.ts'
import type { Core, Module } from './module.ts'
import type { EdgewiseOptions } from './options.ts'
import { pageViews } from './page-views.ts'
import { domSlots } from './slots.ts'

/** A part of Edgewise that is loaded later. */
interface Chunk {
  readonly start: (core: Core, measure: string | undefined) => void
}

/** How a script tag wants Edgewise to be set up. */
export function scriptOptions({ src, dataset }: Pick<HTMLScriptElement, 'src' | 'dataset'>): EdgewiseOptions {
  const { key, endpoint, consent, slots, timeout, page, live, measure } = dataset
  // Not relative: where this script is of another origin, browsers keep its address from imports
  const load = <T>(file: string): Promise<T> => import(/* @vite-ignore */ new URL(file, src).href)
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

  if (!consent) console.warn('[edgewise] data-consent="wait" till consent(…), or "granted"')
  return {
    // `!`: without it nothing starts
    key: key!,
    endpoint: endpoint ?? new URL(src).origin,
    consent: consent === 'granted' ? consent : {},
    slots: slots?.split(',').filter(Boolean),
    timeout: Number(timeout ?? 300),
    inspector: () => load('ew-inspector.js'),
    modules,
  }
}
