import type { PageContext } from '../event/index.ts'
import type { JsonObject } from '../json.ts'

const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?/i

/**
 * A page as page conditions see it: `url`, `host` (with its port), `path`, `query` (`query.utm_source`; of a repeated
 * parameter the first), `title`, `referrer`. What is not known is absent.
 */
export function pageView({ url, title, referrer }: PageContext): JsonObject {
  const match = ADDRESS.exec(url)
  return {
    url,
    ...(match && { host: match[1]!.toLowerCase(), path: match[2] || '/', query: readQuery(match[3] ?? '') }),
    ...(title !== undefined && { title }),
    ...(referrer !== undefined && { referrer }),
  }
}

function readQuery(query: string): JsonObject {
  const parameters = new Map<string, string>()
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const [name, ...value] = pair.split('=')
    const key = decode(name!)
    if (!parameters.has(key)) parameters.set(key, decode(value.join('=')))
  }
  return Object.fromEntries(parameters)
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    // A lone % is not an error in an address
    return spaced
  }
}
