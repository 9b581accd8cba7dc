import type { Ask } from './ask.ts'

/** How much is noted of one visitor: what is beyond it others will have asked for, too. */
const MAX_SLOTS = 50
const MAX_PATHS = 5
const MAX_PATH_LENGTH = 200
/** How old may be what is known of when a slot was asked for last. */
const AGAIN_AFTER_MS = 3_600_000
const SLOT = /^[a-z0-9][a-z0-9-]{0,62}$/

/** The slots that a page asked for, and where it was. */
export interface Asked {
  readonly slots: readonly string[]
  readonly path: string | null
}

/** A slot that pages of a visitor asked for. */
export interface AskedSlot {
  /** Epoch ms, to the hour. */
  readonly firstAt: number
  lastAt: number
  readonly paths: string[]
}

/** By the name of the slot. */
export type AskedSlots = Record<string, AskedSlot>

/** What a page asks for that is not known yet; undefined: nothing. So the log says it once, and not with each call. */
export function newlyAsked(known: AskedSlots, { slots, page }: Ask, now: number): Asked | undefined {
  if (slots === undefined || slots.length === 0) return undefined
  const path = pathOf(page?.url)
  let room = MAX_SLOTS - Object.keys(known).length
  const news = slots.filter((name) => {
    const slot = Object.hasOwn(known, name) ? known[name] : undefined
    if (slot === undefined) return SLOT.test(name) && room-- > 0
    const isElsewhere = path !== null && slot.paths.length < MAX_PATHS && !slot.paths.includes(path)
    return isElsewhere || now - slot.lastAt >= AGAIN_AFTER_MS
  })
  return news.length > 0 ? { slots: [...new Set(news)], path } : undefined
}

/** Notes what a page asked for (changes `known`). */
export function noteAsked(known: AskedSlots, { slots, path }: Asked, now: number): void {
  for (const name of slots) {
    // A slot may be named like a member of every object
    if (!Object.hasOwn(known, name)) known[name] = { firstAt: now, lastAt: now, paths: [] }
    const slot = known[name]!
    slot.lastAt = now
    if (path !== null && slot.paths.length < MAX_PATHS && !slot.paths.includes(path)) slot.paths.push(path)
  }
}

function pathOf(url: string | undefined): string | null {
  const path = URL.parse(url ?? '')?.pathname ?? null
  return path !== null && path.length <= MAX_PATH_LENGTH ? path : null
}
