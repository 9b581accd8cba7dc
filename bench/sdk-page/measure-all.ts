import type { Browser } from 'playwright-core'
import type { Contender } from './contenders.ts'
import { measureHeadline, type Headline } from './measure-headline.ts'
import { measureIdle, type Idle } from './measure-idle.ts'
import { measureShop, SHOP_VISITS, type ShopVisit, type ShopVitals } from './measure-shop.ts'
import { measureStart, type Start } from './measure-start.ts'
import type { Measured } from './results.ts'

/** Measures everybody, in turns, so that what the machine does beside hits all alike. */
export async function measureAll(
  browser: Browser,
  origin: string,
  contenders: readonly Contender[],
  rounds: number,
  say: (line: string) => void,
): Promise<Measured> {
  const addressOf = ({ id }: Contender): string => `${origin}/page/${id}?utm_source=bench`
  const starters = contenders.filter(({ isPlacement }) => !isPlacement)
  const personalizing = contenders.filter(({ personalizes }) => personalizes)
  const starts = new Map(starters.map((contender) => [contender, [] as Start[]]))
  const headlines = new Map(personalizing.map((contender) => [contender, [] as Headline[]]))
  const shop = new Map(SHOP_VISITS.map((visit) => [visit, [] as ShopVitals[]]))

  say('idle: all at once, 16 s')
  const idles = new Map<Contender, Idle>(
    await Promise.all(
      starters.map(
        async (contender) => [contender, await measureIdle(browser, addressOf(contender))] as const,
      ),
    ),
  )
  const begun = performance.now()
  // The first visit of a browser is slower for everybody: it is thrown away
  for (let round = 0; round <= rounds; round += 1) {
    say(`round ${round} of ${rounds}, ${Math.round((performance.now() - begun) / 1_000)} s`)
    const keep = round > 0
    for (const [contender, kept] of inTurn(starts, round)) {
      const start = await measureStart(browser, addressOf(contender))
      if (keep) kept.push(start)
    }
    for (const [contender, kept] of inTurn(headlines, round)) {
      const headline = await measureHeadline(browser, contender, addressOf(contender))
      if (keep) kept.push(headline)
    }
    for (const [visit, kept] of inTurn<ShopVisit, ShopVitals[]>(shop, round)) {
      const vitals = await measureShop(browser, origin, visit)
      if (keep) kept.push(vitals)
    }
  }
  return { browser: `Chromium ${browser.version()}`, starts, idles, headlines, shop }
}

/** The same, beginning with another one each round. */
function inTurn<Key, Value>(map: ReadonlyMap<Key, Value>, round: number): readonly (readonly [Key, Value])[] {
  const entries = [...map]
  const first = round % entries.length
  return [...entries.slice(first), ...entries.slice(0, first)]
}
