import { useCallback, useContext } from 'react'
import type { Edgewise } from '../edgewise.ts'
import { EdgewiseContext } from './context.ts'

/**
 * `track`, the same function on each render. On the server it does nothing.
 *
 * @example
 * const track = useTrack()
 * <button onClick={() => track('Product Added', { product_id: 'p1' })}>Add</button>
 */
export function useTrack(): Edgewise['track'] {
  const { edgewise } = useContext(EdgewiseContext)
  return useCallback(async (...args) => edgewise?.track(...args), [edgewise])
}
