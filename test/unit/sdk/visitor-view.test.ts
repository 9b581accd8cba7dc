import { describe, expect, test } from 'vitest'
import type { VisitorState } from '../../../shared/event/index.ts'
import type { Decision } from '../../../shared/experience/index.ts'
import { createEmitter } from '../../../sdk/emitter.ts'
import { createVisitorView } from '../../../sdk/visitor-view.ts'

function decision(variant: string | null, reason: Decision['reason'] = 'TARGETING_MATCH'): Decision {
  return { reason, experience: null, variant, html: null, fields: { title: variant ?? '' }, release: 1 }
}

function state(version: number, variant: string | null): VisitorState {
  return { version, release: 1, segments: [], decisions: { hero: decision(variant) } }
}

function observed(): { view: ReturnType<typeof createVisitorView>; told: unknown[] } {
  const told: unknown[] = []
  const { on, emit } = createEmitter()
  on('slot:hero', ({ variant }) => told.push(variant))
  const view = createVisitorView(emit)
  return { view, told }
}

describe('what a page knows of its visitor', () => {
  test('[SDK34] a push that is older than what is known changes nothing', () => {
    const { view, told } = observed()
    view.learn(state(5, 'a'), 'interact', 100)
    view.learn(state(4, 'b'), 'live', 200)
    expect(view.decision('hero')?.variant).toBe('a')
    view.learn(state(6, 'c'), 'live', 300)
    expect(view.decision('hero')?.variant).toBe('c')
    expect(told).toEqual(['a', 'c'])
  })

  test('[SDK34] an answer that a push has overtaken changes nothing', () => {
    const { view } = observed()
    view.learn(state(1, 'a'), 'interact', 100)
    view.learn(state(3, 'c'), 'live', 300)
    view.learn(state(2, 'b'), 'interact', 200)
    expect(view.decision('hero')?.variant).toBe('c')
  })

  test('[SDK34] an answer to what was done after the push counts, even if its profile is a younger one', () => {
    const { view } = observed()
    view.learn(state(30, 'old'), 'live', 300)
    view.learn(state(1, 'new'), 'interact', 400)
    expect(view.decision('hero')?.variant).toBe('new')
  })

  test('[ING62] what was decided without the profile is shown where nothing is known, and nowhere else', () => {
    const { view, told } = observed()
    view.learn({ ...state(0, 'contextual'), degraded: true }, 'interact', 100)
    expect(view.decision('hero')?.variant).toBe('contextual')
    view.learn(state(3, 'own'), 'interact', 100)
    view.learn({ ...state(0, 'contextual'), degraded: true }, 'interact', 200)
    expect(view.decision('hero')?.variant).toBe('own')
    expect(told).toEqual(['contextual', 'own'])
  })

  test('[SDK8] content that is the same is not told again, whatever its reason', () => {
    const { view, told } = observed()
    view.learn(state(1, 'a'), 'interact', 100)
    const confirmed = { ...state(2, 'a'), decisions: { hero: { ...decision('a', 'STALE'), release: 2 } } }
    view.learn(confirmed, 'interact', 200)
    expect(told).toEqual(['a'])
    expect(view.decision('hero')).toMatchObject({ reason: 'STALE', release: 2 })
  })
})
