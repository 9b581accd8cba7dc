import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { EdgewiseProvider, Slot } from '../../../sdk/react/index.ts'
import type { Decision } from '../../../shared/experience/index.ts'

function rendered(decision: Partial<Decision>): string {
  const hero: Decision = {
    reason: 'SPLIT',
    experience: 'hero-test',
    variant: 'baseline',
    html: null,
    fields: {},
    release: 3,
    ...decision,
  }
  return renderToString(
    createElement(
      EdgewiseProvider,
      { initial: { decisions: { hero }, segments: [] } },
      createElement(Slot, {
        name: 'hero',
        fallback: 'Own',
        children: ({ title }) => `Filled: ${JSON.stringify(title)}`,
      }),
    ),
  )
}

test('[SDK56] an experiment’s baseline that is the page’s own shows the fallback, and counts as seen', () => {
  expect(rendered({})).toBe('<div data-ew-shown="hero hero-test baseline 3">Own</div>')
  const filled = { variant: 'ridge', html: '<h1>Ridge</h1>', fields: { title: 'Ridge' } }
  expect(rendered(filled)).toBe('<div data-ew-shown="hero hero-test ridge 3">Filled: &quot;Ridge&quot;</div>')
  // A slot for code has no markup, and its default is whole
  expect(rendered({ fields: { title: 'Default' } })).toContain('Filled: &quot;Default&quot;')
})
