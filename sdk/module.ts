import type { VisitorState } from '../shared/event/visitor-state.ts'
import type { currentPage } from './browser/current-page.ts'
import type { isAttended, onPresence } from './browser/on-presence.ts'
import type { Edgewise } from './edgewise.ts'
import type { Emitter } from './emitter.ts'
import type { StateSource } from './event-map.ts'
import type { EdgewiseOptions } from './options.ts'

/** Something the SDK does beyond events. It gets the core once, when the SDK starts. */
export type Module = (core: Core) => void

/** What modules build on. */
export interface Core extends Edgewise, Pick<Emitter, 'emit' | 'report' | 'fail'> {
  readonly options: EdgewiseOptions
  // What a part that is loaded later would otherwise bring again
  readonly currentPage: typeof currentPage
  readonly isAttended: typeof isAttended
  readonly onPresence: typeof onPresence
  /** Takes over what the edge pushed, or the last page kept. An older version than the one that is known changes nothing. */
  readonly receive: (state: VisitorState, source: StateSource) => void
}
