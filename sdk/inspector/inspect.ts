import type { Edgewise } from '../edgewise.ts'
import type { SentCall, StateChange } from '../event-map.ts'
import type { PreviewSession } from '../preview/preview-session.ts'
import { createAdviser } from './advise.ts'
import { createHeadline } from './headline.ts'
import { createJournal } from './journal.ts'
import { rememberOpen } from './remember-open.ts'
import { createOutline } from './outline.ts'
import { createPanel } from './panel.ts'
import { createPreviewBanner } from './preview/preview-banner.ts'
import { createTabs } from './tabs.ts'
import { createEventsView } from './views/events-view.ts'
import { createPreviewControls } from './views/preview-view.ts'
import { createSegmentsView } from './views/segments-view.ts'
import { createSlotsView } from './views/slots-view.ts'
import { createVisitorView } from './views/visitor-view.ts'

const REFRESH_MS = 1000

/**
 * Puts the inspector on the page: a panel that shows the way of each event, from the browser to the edge and back, and
 * why every slot shows what it shows. It uses nothing but the public API, and changes nothing of the page.
 *
 * @param session The preview that this tab is in; undefined: it is in none.
 */
export function inspect(edgewise: Edgewise, session: PreviewSession | undefined): void {
  let state: StateChange | undefined
  let lastCall: SentCall | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  const panel = createPanel((wanted) => void edgewise.debug(wanted))
  const outline = createOutline(panel.root)
  const headline = createHeadline()
  const events = createEventsView(outline)
  const slots = createSlotsView(outline)
  const segments = createSegmentsView()
  const visitor = createVisitorView()
  const controls = session && createPreviewControls(session)
  const tabs = createTabs([
    ...(controls ? [{ id: 'preview', label: 'Preview', node: controls.node }] : []),
    { id: 'events', label: 'Events', node: events.node },
    { id: 'slots', label: 'Slots', node: slots.node },
    { id: 'segments', label: 'Segments', node: segments.node },
    { id: 'visitor', label: 'Visitor', node: visitor.node },
  ])
  panel.fill(headline.node, tabs.list, ...tabs.panels)
  const banner =
    session &&
    createPreviewBanner(session, () => {
      tabs.show('preview')
      void edgewise.debug()
    })

  const journal = createJournal(events.add)
  for (const entry of journal.entries) events.add(entry)

  const refresh = (): void => {
    const status = edgewise.status()
    headline.update({
      status,
      roundTripMs: lastCall?.ms,
      // Not the newest state's: a push took the edge time of its own, and no round trip
      computeMs: lastCall?.response.debug?.computeMs,
      nextFlipAt: state?.debug?.nextFlipAt,
    })
    visitor.update(status, state)
    panel.setLive(status.live)
  }

  const setOpen = (isOpen: boolean): void => {
    rememberOpen(isOpen)
    // The focus goes along where somebody has just asked for it, not when a page begins with the panel open
    panel.setOpen(isOpen, navigator.userActivation?.isActive ?? false)
    outline.hide()
    clearInterval(timer)
    if (!isOpen) return
    refresh()
    // What waits to be sent changes without an event
    timer = setInterval(refresh, REFRESH_MS)
  }

  edgewise.on('event', journal.expectAnswer)
  edgewise.on('sent', (call) => {
    lastCall = call
    journal.addCall(call)
  })
  const advise = createAdviser((message) => console.warn(message))
  let isListening = false
  edgewise.on('state', (next) => {
    state = next
    if (!isListening || next.source === 'stored') journal.addKnown(next)
    else if (next.source === 'live') journal.addPush(next)
    slots.update(next)
    segments.update(next)
    if (next.debug?.preview) {
      banner?.update(next.debug.preview)
      // Not before there is something to say
      if (banner && !banner.node.isConnected) panel.root.append(banner.node)
      controls?.update(next.debug.preview)
    }
    advise(next)
    refresh()
  })
  isListening = true
  edgewise.on('error', journal.addError)
  edgewise.on('consent', refresh)
  edgewise.on('live', refresh)
  edgewise.on('debug', setOpen)
  setOpen(edgewise.status().debug)
}
