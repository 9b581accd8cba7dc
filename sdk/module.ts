import type { VisitorState } from '../shared/event/visitor-state.ts'
import type { EdgewiseErrorCode } from './edgewise-error.ts'
import type { Edgewise } from './edgewise.ts'
import type { EdgewiseEventMap, StateSource } from './event-map.ts'
import type { EdgewiseOptions } from './options.ts'

/** Something the SDK can do beyond events. It gets the core once, when the SDK starts. */
export type Module = (core: Core) => void

/** What modules build on. */
export interface Core {
  readonly options: EdgewiseOptions
  /** The origin of the Worker, without a slash at the end. */
  readonly endpoint: string
  readonly on: Edgewise['on']
  readonly emit: <Name extends keyof EdgewiseEventMap>(name: Name, value: EdgewiseEventMap[Name]) => void
  readonly report: (code: EdgewiseErrorCode, message: string, cause?: unknown) => void
  /** Takes over what was learned of the visitor. An older version than the one that is known changes nothing. */
  readonly receive: (state: VisitorState, source: StateSource) => void
  /** `performance.now()` when the SDK started. */
  readonly startedAt: number
  /** The stream of this page load. */
  readonly stream: () => string
  readonly visitorId: () => string | undefined
}
