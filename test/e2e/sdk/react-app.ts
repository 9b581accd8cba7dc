import { createElement as h, type ReactElement } from 'react'
import type { Edgewise } from '../../../sdk/edgewise.ts'
import { EdgewiseProvider, Slot, useSegments, useTrack, type InitialState } from '../../../sdk/react/index.ts'

function Page(): ReactElement {
  const track = useTrack()
  const segments = useSegments()
  return h(
    'main',
    null,
    h(Slot, {
      name: 'hero',
      className: 'hero',
      fallback: h('h1', null, 'Default'),
      children: ({ title }) => h('h1', null, typeof title === 'string' ? title : null),
    }),
    // The markup of its template
    h(Slot, { name: 'notice', as: 'section' }),
    h('p', { id: 'segments' }, segments.join()),
    h('button', { onClick: () => void track('Product Viewed', { category: 'running' }) }, 'Look at running'),
  )
}

/** The application under test, for the server and for the browser. */
export function App(props: { edgewise?: Edgewise; initial: InitialState }): ReactElement {
  return h(EdgewiseProvider, props, h(Page))
}
