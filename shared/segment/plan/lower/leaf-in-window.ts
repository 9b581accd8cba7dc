import type { Leaf } from '../../leaf/leaf.ts'
import { createSessionLeaf } from '../../leaf/session-leaf.ts'
import type { SpanWindow, Window } from '../../window/window.ts'

/** A leaf over a window: one of time, or all of the current session. */
export function leafInWindow(window: Window, create: (window: SpanWindow) => Leaf): Leaf {
  return typeof window === 'object' && 'session' in window
    ? createSessionLeaf(create('ever'))
    : create(window)
}
