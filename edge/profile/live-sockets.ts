import * as v from 'valibot'
import { LivePageMessage, type LiveMessage, type VisitorState } from '../../shared/event/index.ts'
import type { Ask } from './ask.ts'

/** What a socket keeps while the object sleeps: what its page wants to know, and what it was told last. */
interface Attachment {
  readonly ask: Ask
  /** A fingerprint of the last state that was sent. */
  readonly told: string
}

/** The open pages of a visitor. Sockets hibernate: they outlive the object's memory and cost nothing while idle. */
export class LiveSockets {
  readonly #ctx: DurableObjectState

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
    // Answered by the platform without waking the object
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  get isEmpty(): boolean {
    return this.#ctx.getWebSockets().length === 0
  }

  /** Takes a new page in; the answer completes the upgrade. */
  accept(ask: Ask): Response {
    const { 0: client, 1: server } = new WebSocketPair()
    this.#ctx.acceptWebSocket(server)
    server.serializeAttachment({ ask, told: '' } satisfies Attachment)
    return new Response(null, { status: 101, webSocket: client })
  }

  /** Sends each page what its visitor sees now, where that differs from what it was told. */
  tell(see: (ask: Ask) => VisitorState): void {
    for (const socket of this.#ctx.getWebSockets()) {
      // `as`: accept and turnPage wrote it
      const { ask, told } = socket.deserializeAttachment() as Attachment
      const state = see(ask)
      const { version: _, debug: __, ...visible } = state
      const fingerprint = hash(JSON.stringify(visible))
      if (fingerprint === told) continue
      socket.serializeAttachment({ ask, told: fingerprint } satisfies Attachment)
      socket.send(JSON.stringify({ type: 'state', ...state } satisfies LiveMessage))
    }
  }

  /** Takes a page's word that it moved on; false when the message is none of ours. */
  turnPage(socket: WebSocket, message: string | ArrayBuffer): boolean {
    const parsed = typeof message === 'string' ? v.safeParse(LivePageMessage, tryParse(message)) : null
    if (!parsed?.success) return false
    // `as`: accept wrote it
    const { ask, told } = socket.deserializeAttachment() as Attachment
    const { page, slots } = parsed.output
    socket.serializeAttachment({ ask: { ...ask, page, ...(slots && { slots }) }, told } satisfies Attachment)
    return true
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** FNV-1a, 32 bits twice with different starts: enough to see a change. */
function hash(text: string): string {
  let left = 0x811c9dc5
  let right = 0x9dc5811c
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    left = Math.imul(left ^ unit, 0x01000193)
    right = Math.imul(right ^ unit, 0x01000193) + index
  }
  return `${(left >>> 0).toString(36)}${(right >>> 0).toString(36)}`
}
