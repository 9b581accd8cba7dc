import { createElement, type ReactElement, type ReactNode, useMemo } from 'react'
import { EdgewiseContext, type EdgewiseContextValue } from './context.ts'

/** What `EdgewiseProvider` takes. */
export interface EdgewiseProviderProps extends EdgewiseContextValue {
  readonly children?: ReactNode
}

/**
 * Gives the components below it what the visitor sees. On the server leave `edgewise` away and pass `initial`, the edge's
 * answer to a call for this visitor; pass the same `initial` in the browser, so that hydration finds what the server wrote.
 *
 * @example
 * <EdgewiseProvider edgewise={edgewise} initial={window.__edgewise}>
 *   <App />
 * </EdgewiseProvider>
 */
export function EdgewiseProvider({ edgewise, initial, children }: EdgewiseProviderProps): ReactElement {
  const value = useMemo(() => ({ edgewise, initial }), [edgewise, initial])
  return createElement(EdgewiseContext.Provider, { value }, children)
}
