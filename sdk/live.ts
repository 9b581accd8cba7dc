import type { LiveMessage } from '../shared/event/visitor-state.ts'
import { whenElected } from './browser/when-elected.ts'
import { endpointOf } from './endpoint-of.ts'
import type { Core } from './module.ts'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Keeps a socket to the edge, over which content changes with no doing of this page: a rule flipped because time
 * passed, or another tab acted. One visible tab of the browser has it, once there is a profile; the others hear from it that
 * something changed, and ask for their own page's content. Nobody looking means no socket; who comes back is told what
 * they missed.
 */
export function liveUpdates(core: Core): void {
  const { options, emit, fail, receive, currentPage, isAttended, onPresence } = core
  const name = `edgewise:${options.key}:live`
  let resign: (() => void) | undefined
  let socket: WebSocket | undefined
  let channel: BroadcastChannel | undefined
  let version = 0
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const address = (): string => {
    const { visitorId, debug } = core.status()
    const query = new URLSearchParams({
      key: options.key,
      url: currentPage().url,
      version: `${version}`,
      ...(options.slots && { slots: options.slots.join() }),
      ...(visitorId && { id: visitorId }),
      ...(debug && { debug: '1' }),
    })
    return `${endpointOf(options).replace('http', 'ws')}/v1/live?${query}`
  }

  const open = (): void => {
    socket = new WebSocket(address())
    socket.onopen = () => emit('live', true)
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      failures = 0
      try {
        // `as`: the edge's contract
        const message = JSON.parse(data) as LiveMessage
        receive(message, 'live')
        channel?.postMessage(message.version)
      } catch (cause) {
        fail('network')(cause)
      }
    }
    socket.onclose = () => {
      emit('live', false)
      const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++)
      if (isAttended()) timer = setTimeout(open, Math.random() * longest)
      else end()
    }
  }

  const lead = (): (() => void) => {
    open()
    return () => {
      clearTimeout(timer)
      socket!.onclose = null
      socket!.close()
      // Browsers wait for the other side to say goodbye too, for ten seconds or more
      emit('live', false)
    }
  }

  const begin = (): void => {
    if (resign || !version || !isAttended()) return
    channel = new BroadcastChannel(name)
    channel.onmessage = ({ data }: MessageEvent<number>) => {
      if (data > version) void core.flush()
    }
    resign = whenElected(name, lead)
  }

  // The channel and the lock would keep the page out of the back/forward cache, as the socket would
  const end = (): void => {
    resign?.()
    channel?.close()
    resign = undefined
  }

  core.on('state', (state) => {
    if (state.source !== 'stored') version = state.version
    if (version) begin()
    else end()
  })
  core.on('event', ({ type }) => {
    if (type === 'page' && socket?.readyState === 1) {
      socket.send(JSON.stringify({ type: 'page', page: currentPage() }))
    }
  })
  core.on('forgotten', () => {
    version = 0
    end()
  })
  core.on('debug', () => {
    end()
    begin()
  })
  onPresence(begin, end)
}
