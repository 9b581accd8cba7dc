import type { VisitorState } from '../../../shared/event/visitor-state.ts'
import { countdown } from '../countdown.ts'
import type { EdgewiseStatus } from '../../edgewise.ts'
import { element } from '../element.ts'

/** Who the visitor is to the edge, and how things stand in this browser. */
export interface VisitorView {
  readonly node: HTMLElement
  update(status: EdgewiseStatus, state: VisitorState | undefined): void
}

export function createVisitorView(): VisitorView {
  const node = element('div', { class: 'view' })
  let shown = ''
  return {
    node,
    update: (status, state) => {
      // Refreshed every second: what says the same stays, so that a text can be selected
      const text = JSON.stringify([status, state?.version, state?.release, state?.debug])
      if (text === shown) return
      shown = text
      node.replaceChildren(
        browserFacts(status),
        profileFacts(status, state),
        values('Traits', state?.debug?.traits),
        values('Computed traits', state?.debug?.computed),
        ...(state?.debug?.session ? [values('Session', state.debug.session)] : []),
      )
    },
  }
}

function browserFacts({ consent, queued, lost, live }: EdgewiseStatus): HTMLElement {
  return section('In this browser', [
    ...Object.entries(consent).map(([purpose, state]) => fact(`consent: ${purpose}`, state)),
    fact('waiting to be sent', queued === 1 ? '1 event' : `${queued} events`),
    fact('dropped unsent', lost === 1 ? '1 event' : `${lost} events`),
    fact('live connection', live ? 'open' : 'closed'),
  ])
}

function profileFacts({ visitorId }: EdgewiseStatus, state: VisitorState | undefined): HTMLElement {
  const nextFlipAt = state?.debug?.nextFlipAt
  return section('At the edge', [
    fact('visitor id', visitorId ?? 'none that a script can read'),
    fact('profile version', state?.version ?? 'unknown'),
    fact('release', state?.release ?? 'unknown'),
    fact('next change by time', nextFlipAt ? countdown(nextFlipAt) : 'none due'),
  ])
}

function values(title: string, of: Readonly<Record<string, unknown>> = {}): HTMLElement {
  const known = Object.entries(of)
  return section(
    title,
    known.length > 0 ? known.map(([name, value]) => fact(name, JSON.stringify(value))) : [fact('none', '')],
  )
}

function section(title: string, facts: readonly (readonly HTMLElement[])[]): HTMLElement {
  return element('section', {}, element('h3', {}, title), element('dl', {}, ...facts.flat()))
}

function fact(term: string, value: string | number | Node): readonly HTMLElement[] {
  return [element('dt', {}, term), element('dd', {}, value)]
}
