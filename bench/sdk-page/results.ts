import { spreadOf, type Spread } from '../interact/spread.ts'
import type { Contender } from './contenders.ts'
import type { Headline } from './measure-headline.ts'
import type { Idle } from './measure-idle.ts'
import { SHOP_VISITS, type ShopVisit, type ShopVitals } from './measure-shop.ts'
import type { Start } from './measure-start.ts'

/** What the rounds brought, by contender. */
export interface Measured {
  readonly browser: string
  readonly starts: ReadonlyMap<Contender, readonly Start[]>
  readonly idles: ReadonlyMap<Contender, Idle>
  readonly headlines: ReadonlyMap<Contender, readonly Headline[]>
  readonly shop: ReadonlyMap<ShopVisit, readonly ShopVitals[]>
}

export interface Results {
  readonly browser: string
  readonly starts: readonly {
    readonly name: string
    readonly evaluation: Spread
    /** Its median over that of Edgewise. */
    readonly ratio: number | null
    readonly more: Spread
    readonly longest: Spread
    readonly requests: number
    readonly bytes: number
    readonly idle: Idle
  }[]
  readonly headlines: readonly {
    readonly name: string
    readonly own: Spread
    readonly flash: Spread
    readonly first: Spread
    readonly requests: number
  }[]
  readonly shop: readonly { readonly visit: string; readonly lcp: Spread; readonly cls: Spread }[]
  readonly goals: readonly { readonly what: string; readonly isReached: boolean; readonly found: string }[]
}

/** Compares what one run has measured. */
export function compare({ browser, ...measured }: Measured): Results {
  const of = <Value>(values: readonly Value[], pick: (value: Value) => number): Spread =>
    spreadOf(values.map(pick))
  const find = <Value>(map: ReadonlyMap<Contender, Value>, id: string): Value | undefined =>
    [...map].find(([contender]) => contender.id === id)?.[1]
  const named = <Value>(map: ReadonlyMap<Contender, Value>, id: string): Value => {
    const value = find(map, id)
    if (value === undefined) throw new Error(`${id} was not measured`)
    return value
  }
  const blank = of(named(measured.starts, 'none'), ({ totalMs }) => totalMs).median
  const ours = named(measured.starts, 'edgewise')
  const ourEvaluation = of(ours, ({ evaluationMs }) => evaluationMs).median

  const starts = [...measured.starts].map(([{ id, name }, rounds]) => {
    const evaluation = of(rounds, ({ evaluationMs }) => evaluationMs)
    return {
      name,
      evaluation,
      ratio: id === 'none' ? null : evaluation.median / ourEvaluation,
      more: of(rounds, ({ totalMs }) => totalMs - blank),
      longest: of(rounds, ({ longestOwnTaskMs }) => longestOwnTaskMs),
      requests: of(rounds, ({ requests }) => requests).median,
      bytes: of(rounds, ({ bytes }) => bytes).median,
      idle: named(measured.idles, id),
    }
  })
  const headlines = [...measured.headlines].map(([{ name }, rounds]) => ({
    name,
    own: of(rounds, ({ ownMs }) => ownMs),
    flash: of(rounds, ({ flashMs }) => flashMs),
    first: of(rounds, ({ firstMs }) => firstMs),
    requests: of(rounds, ({ requests }) => requests).median,
  }))
  const shop = SHOP_VISITS.map((visit) => ({
    visit,
    lcp: of(measured.shop.get(visit)!, ({ lcpMs }) => lcpMs),
    cls: of(measured.shop.get(visit)!, ({ cls }) => cls),
  }))

  const growthbookStarts = find(measured.starts, 'growthbook')
  const growthbook = growthbookStarts && of(growthbookStarts, ({ evaluationMs }) => evaluationMs).median
  const longest = of(ours, ({ longestOwnTaskMs }) => longestOwnTaskMs).median
  const requests = Math.max(...named(measured.headlines, 'edgewise').map((headline) => headline.requests))
  const idle = named(measured.idles, 'edgewise')
  const [without, ...withScript] = shop
  const laterMs = Math.max(...withScript.map(({ lcp }) => lcp.median - without!.lcp.median))
  const shift = Math.max(...withScript.map(({ cls }) => cls.max))
  return {
    browser,
    starts,
    headlines,
    shop,
    goals: [
      {
        what: 'evaluation at most 30 ms, or at most half of GrowthBook’s',
        isReached: ourEvaluation <= 30 || (growthbook !== undefined && ourEvaluation <= growthbook / 2),
        found: `${ourEvaluation.toFixed(1)} ms${growthbook === undefined ? '' : `, GrowthBook ${growthbook.toFixed(1)} ms`}`,
      },
      { what: 'no own task longer than 50 ms', isReached: longest <= 50, found: `${longest.toFixed(1)} ms` },
      {
        what: 'at most 2 requests before a new visitor’s content',
        isReached: requests <= 2,
        found: String(requests),
      },
      {
        what: 'no timer and no frame when idle',
        isReached: idle.timers + idle.frames === 0,
        found: `${idle.timers} timers, ${idle.frames} frames`,
      },
      {
        what: 'the shop’s largest contentful paint at most 50 ms later',
        isReached: laterMs <= 50,
        found: `${laterMs.toFixed(0)} ms`,
      },
      { what: 'no layout shift in the shop', isReached: shift === 0, found: shift.toFixed(3) },
    ],
  }
}
