import type { VisitorState } from '../shared/event/visitor-state.ts'
import type { Edgewise } from './edgewise.ts'
import type { Emitter } from './emitter.ts'
import type { EdgewiseOptions } from './options.ts'

/** Something the SDK does beyond events. It gets the core once, when the SDK starts. */
export type Module = (core: Core) => void

/** What modules build on. */
export interface Core extends Pick<Emitter, 'on' | 'emit' | 'report'> {
  readonly options: EdgewiseOptions
  readonly edgewise: Edgewise
  /** Where the Worker answers, without a slash at the end. */
  readonly endpoint: string
  /** Loads a part of Edgewise that few pages need; where it does not come, that is reported, and undefined. */
  readonly load: (url: string) => Promise<unknown>
  /** `performance.now()` when the SDK started. */
  readonly startedAt: number
  /** The stream of this page load. */
  readonly stream: () => string
  /** Takes over what the edge pushed. An older version than the one that is known changes nothing. */
  readonly receive: (state: VisitorState) => void
}
