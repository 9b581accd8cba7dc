import type { Ask } from './ask.ts'

/** What a page asks for, by the parameters of its socket's address. */
export function askOf({ url, slots, debug }: Readonly<Record<string, string>>, mayExplain: boolean): Ask {
  return {
    ...(slots && { slots: slots.split(',').slice(0, 100) }),
    ...(url && { page: { url: url.slice(0, 4096) } }),
    debug: debug === '1' && mayExplain,
  }
}

/** The headers that open a socket of an object, which reads the ask from them. */
export function withAsk(headers: Headers, ask: Ask): Headers {
  const more = new Headers(headers)
  // A header is ASCII, an address or a slot may not be
  more.set('x-edgewise-ask', encodeURIComponent(JSON.stringify(ask)))
  return more
}
