import { currentPage } from './browser/current-page.ts'
import { isAttended, onPresence } from './browser/on-presence.ts'
import type { Edgewise, SlotHandle } from './edgewise.ts'
import type { EdgewiseOptions } from './options.ts'
import { startTracking } from './tracking.ts'
import { createVisitorView } from './visitor-view.ts'

/**
 * Starts Edgewise on this page.
 *
 * @example
 * const edgewise = createEdgewise({ key: 'ewk_shop_1', consent: 'granted', modules: [pageViews, domSlots] })
 * await edgewise.track('Product Added', { product_id: 'p1' })
 */
export function createEdgewise(options: EdgewiseOptions): Edgewise {
  let isLive = false
  let isDebugging = false

  const tracking = startTracking(options, {
    ask: () => ({ slots: options.slots, debug: isDebugging || undefined }),
    learn: (answer, causedAt) => view.learn(answer, 'interact', causedAt),
  })
  const { tracker, emit, fail } = tracking
  const view = createVisitorView(emit)

  const on: Edgewise['on'] = (name, callback) =>
    tracking.on(
      name,
      callback,
      // `as`: that is what belongs to the name
      (name === 'state' ? view.state() : view.decision(name.split('slot:')[1]!)) as never,
    )

  const edgewise: Edgewise = {
    ...tracker,
    on,
    // `as`: that its fields are those the site declares is the site's word
    slot: ((slot: string): SlotHandle => ({
      get: () => view.decision(slot),
      subscribe: (callback) => on(`slot:${slot}`, callback),
    })) as Edgewise['slot'],
    slots: () => view.state()?.decisions ?? {},
    segments: () => view.state()?.segments ?? [],
    status: () => ({ ...tracker.status(), live: isLive, debug: isDebugging }),
    debug: async (isOn = true) => {
      isDebugging = isOn
      emit('debug', isOn)
      if (!isOn) return
      await options.inspector?.().catch(fail('chunk'))
      // Not before it listens
      await tracker.flush()
    },
  }

  on('live', (isOpen) => {
    isLive = isOpen
  })
  on('forgotten', view.forget)
  for (const module of options.modules ?? []) {
    module({
      ...tracking,
      ...edgewise,
      options,
      currentPage,
      isAttended,
      onPresence,
      receive: (state, source) => view.learn(state, source, performance.now()),
    })
  }
  return edgewise
}
