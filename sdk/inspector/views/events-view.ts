import { element } from '../element.ts'
import { formatInstant } from '../format-instant.ts'
import { formatMs } from '../format-ms.ts'
import type { CallEntry, JournalEntry, JournalEvent, PushEntry } from '../journal-entry.ts'
import { pointAt } from '../point-at.ts'
import type { Outline } from '../outline.ts'
import { reasonBadge } from '../reason-badge.ts'
import type { StateDifference } from '../state-difference.ts'
import { timingBar } from '../timing-bar.ts'

/** The way of each event, newest first: what it was, its receipt, the segments and slots it changed, the time it took. */
export interface EventsView {
  readonly node: HTMLElement
  readonly add: (entry: JournalEntry) => void
}

export function createEventsView(outline: Outline): EventsView {
  const list = element('ol', { class: 'entries', reversed: true })
  const empty = element('p', { class: 'empty' }, 'Nothing yet. Do something on the page.')
  let path: string | undefined

  const changes = ({ isFirst, entered, left, slots }: StateDifference): HTMLElement => {
    const lines = [
      ...entered.map((name) =>
        element('li', { class: 'in' }, isFirst ? 'in ' : 'entered ', element('b', {}, name)),
      ),
      ...left.map((name) => element('li', { class: 'out' }, 'left ', element('b', {}, name))),
      ...slots.map(({ slot, from, to, reason }) => {
        const line = element(
          'li',
          { class: 'slot-change', tabindex: 0 },
          element('code', {}, slot),
          ' ',
          !isFirst && element('span', { class: 'from' }, `${from} → `),
          element('b', {}, to),
          ' ',
          reasonBadge(reason),
        )
        pointAt(line, slot, outline)
        return line
      }),
    ]
    if (lines.length > 0) return element('ul', { class: 'changes' }, ...lines)
    return element('p', { class: 'unchanged' }, 'no segment and no slot changed')
  }

  const body = (entry: JournalEntry): readonly HTMLElement[] => {
    switch (entry.type) {
      case 'call':
        return [...calls(entry), changes(entry.difference), timing(entry)]
      case 'push':
        return [
          heading('Pushed by the edge', 'no request of this page'),
          changes(entry.difference),
          timing(entry),
        ]
      case 'known':
        return [
          entry.isStored
            ? heading('From the last page', 'shown at once, not confirmed yet')
            : heading('Known already', 'before the inspector was there'),
          changes(entry.difference),
        ]
      case 'error':
        return [heading(`Error: ${entry.code}`), element('p', { class: 'message' }, entry.message)]
    }
  }

  return {
    node: element('div', { class: 'view' }, empty, list),
    add: (entry) => {
      empty.remove()
      if (path !== undefined && path !== entry.path) {
        list.prepend(element('li', { class: 'page', role: 'separator' }, path))
      }
      path = entry.path
      const at = element('time', { datetime: new Date(entry.at).toISOString() }, formatInstant(entry.at))
      list.prepend(element('li', { class: `entry entry--${entry.type}` }, at, ...body(entry)))
    },
  }
}

function heading(title: string, note?: string): HTMLElement {
  return element('p', { class: 'heading' }, element('b', {}, title), note !== undefined && ` ${note}`)
}

function calls({ events }: CallEntry): readonly HTMLElement[] {
  return events.length > 0 ? events.map(describeEvent) : [heading('Asked for content', 'no event')]
}

function describeEvent({ name, subject, status, reason, body }: JournalEvent): HTMLElement {
  return element(
    'details',
    { class: 'event' },
    element(
      'summary',
      {},
      element('b', {}, name),
      ' ',
      element('span', { class: 'subject' }, subject),
      ' ',
      element('span', { class: `receipt receipt--${status}` }, status),
    ),
    reason !== undefined && element('p', { class: 'message' }, reason),
    element('pre', { tabindex: 0 }, JSON.stringify(body, null, 2)),
  )
}

function timing(entry: CallEntry | PushEntry): HTMLElement {
  const { computeMs, version } = entry
  return element(
    'p',
    { class: 'timing' },
    entry.type === 'call' && timingBar(entry.roundTripMs, computeMs),
    entry.type === 'call' && element('span', {}, `${formatMs(entry.roundTripMs)} round trip`),
    computeMs !== null && element('span', { class: 'edge' }, `${formatMs(computeMs)} at the edge`),
    element('span', { title: 'version of the profile' }, `v${version}`),
  )
}
