import { createContext } from 'react'
import type { Decision } from '../../shared/experience/decision.ts'
import type { Edgewise } from '../edgewise.ts'

/** What the server knew of the visitor when it rendered the page. */
export interface InitialState {
  /** The decisions of the slots, by name. */
  readonly decisions: Readonly<Record<string, Decision>>
  /** Ids of the segments that the page may know. */
  readonly segments: readonly string[]
}

/** What the components below a provider work with. */
export interface EdgewiseContextValue {
  /** Undefined on the server. */
  readonly edgewise?: Edgewise | undefined
  readonly initial?: InitialState | undefined
}

export const EdgewiseContext = createContext<EdgewiseContextValue>({})
