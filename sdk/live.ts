import type { LiveMessage } from '../shared/event/visitor-state.ts'
import { currentPage } from './browser/current-page.ts'
import { isAttended, onPresence } from './browser/on-presence.ts'
import { endpointOf } from './endpoint-of.ts'
import type { Core } from './module.ts'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Keeps a socket to the edge, over which content changes with no doing of this page: a rule flipped because time
 * passed, or another tab acted. It opens once the visitor has a profile, and is closed while the page is in the
 * back/forward cache, which it would keep the page out of.
 */
export function liveUpdates(core: Core): void {
  const { options, emit, report, stream, receive } = core
  let socket: WebSocket | undefined
  let version = 0
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const address = (): string => {
    const { visitorId, debug } = core.status()
    const query = new URLSearchParams({ key: options.key, stream: stream(), url: currentPage().url })
    query.set('version', `${version}`)
    if (options.slots) query.set('slots', options.slots.join())
    if (visitorId) query.set('id', visitorId)
    if (debug) query.set('debug', '1')
    return `${endpointOf(options).replace('http', 'ws')}/v1/live?${query}`
  }

  const open = (): void => {
    clearTimeout(timer)
    if (socket || !version || !isAttended()) return
    socket = new WebSocket(address())
    socket.onopen = () => emit('live', true)
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      failures = 0
      try {
        // `as`: the edge's contract
        receive(JSON.parse(data) as LiveMessage, 'live')
      } catch (cause) {
        report('network', 'The live socket said something strange', cause)
      }
    }
    socket.onclose = () => {
      forget()
      const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++)
      if (isAttended()) timer = setTimeout(open, Math.random() * longest)
    }
  }

  /** Not an event of the socket's: browsers wait for the other side to say goodbye too, for ten seconds or more. */
  const forget = (): void => {
    socket = undefined
    emit('live', false)
  }

  const close = (): void => {
    if (!socket) return
    socket.onclose = null
    socket.close()
    forget()
  }

  core.on('state', (state) => {
    if (state.source !== 'stored') version = state.version
    if (version) open()
    else close()
  })
  core.on('event', ({ type }) => {
    if (type === 'page' && socket?.readyState === 1) {
      socket.send(JSON.stringify({ type: 'page', page: currentPage() }))
    }
  })
  core.on('forgotten', () => {
    version = 0
    close()
  })
  core.on('debug', () => {
    close()
    open()
  })
  onPresence(open)
  addEventListener('pagehide', close)
}
