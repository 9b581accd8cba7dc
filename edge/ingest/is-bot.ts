import { isbot } from 'isbot'

/** Below it Cloudflare calls a request likely automated; 0 means that it did not look. */
const LIKELY_HUMAN_SCORE = 30

/**
 * Whether a request is a crawler's or a driven browser's: by Cloudflare's bot management where the site has it, by what
 * the user agent says of itself everywhere. A program that says what it is (curl, a server's library) and calls without
 * an origin was written to call this API, and is none.
 */
export function isBot(request: Request): boolean {
  const { botManagement } = (request.cf ?? {}) as Partial<IncomingRequestCfProperties>
  if (botManagement !== undefined) {
    if (botManagement.verifiedBot) return true
    if (botManagement.score > 0 && botManagement.score < LIKELY_HUMAN_SCORE) return true
  }
  const userAgent = request.headers.get('user-agent') ?? ''
  const isOfPage = request.headers.has('origin') || /mozilla|bot|crawl|spider/i.test(userAgent)
  return isOfPage && isBotsName(userAgent)
}

/** What was found of the user agents seen last: a browser sends the same one with each call. */
const known = new Map<string, boolean>()
const MAX_KNOWN = 1_000
/** Longer ones than browsers send are not worth their room. */
const MAX_LENGTH = 300

function isBotsName(userAgent: string): boolean {
  const before = known.get(userAgent)
  if (before !== undefined) return before
  const found = isbot(userAgent)
  if (userAgent.length > MAX_LENGTH) return found
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(userAgent, found)
  return found
}

/** Why a bot's events are refused. */
export const BOT_REASON = 'bot: crawlers and driven browsers make no profile'
