import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inRepository } from '../../../scripts/repository.ts'
import { pageView } from '../../../shared/experience/page-view.ts'
import type { JsonObject } from '../../../shared/json.ts'
import { validateSite } from '../../../shared/release/index.ts'
import {
  campaignOf,
  channelOf,
  DEFAULT_ENRICH,
  mergeTouch,
  referrerOf,
  touchOf,
  type Channel,
  type Touch,
} from '../../../shared/traffic/index.ts'
import { issuesAfter, siteDocument } from '../release/site.ts'

const reference = readFileSync(inRepository('docs', 'reference', 'enrichment.md'), 'utf8')

/** The rows of the table under a headline of the reference, by cell. */
function tableUnder(headline: string): string[][] {
  const section = reference.split(`## ${headline}\n`)[1]?.split('\n## ')[0] ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  )
}

const codes = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!)
const campaign = (query: string, enrich = DEFAULT_ENRICH, keepClickId = false) =>
  // `as`: pageView makes an object of the parameters
  campaignOf(pageView({ url: `https://shop.example/?${query}` })['query'] as JsonObject, enrich, keepClickId)

describe('a campaign', () => {
  test('[ING56] is what the address says, in one spelling', () => {
    expect(
      campaign(
        'utm_source=%20News%20&utm_medium=E-Mail&utm_campaign=Spring+Sale&utm_term=Boots&utm_content=Top&utm_id=7',
      ),
    ).toEqual({
      source: 'news',
      medium: 'e-mail',
      name: 'Spring Sale',
      term: 'Boots',
      content: 'Top',
      id: '7',
      channel: 'email',
    })
    expect(campaign('utm_source=&q=1')).toBeNull()
    expect(campaign(`utm_source=${'x'.repeat(500)}`)?.source).toHaveLength(200)
  })

  test('[ING78] says nothing by click ids that are switched off', () => {
    const off = { ...DEFAULT_ENRICH, clickIds: false }
    expect(campaign('gclid=x', off, true)).toBeNull()
    expect(campaign('gclid=x&utm_source=news', off, true)).toEqual({ source: 'news', channel: 'unassigned' })
    expect(campaign('gclid=x', DEFAULT_ENRICH, true)).toMatchObject({ click: 'gclid', clickId: 'x' })
  })

  test('[ING56] is made one by the site’s rules', () => {
    const enrich = {
      ...DEFAULT_ENRICH,
      lowerCase: ['name' as const],
      aliases: { source: { FB: 'facebook' }, medium: { newsletter: 'email' } },
    }
    expect(campaign('utm_source=fb&utm_medium=Newsletter&utm_campaign=SPRING', enrich)).toEqual({
      source: 'facebook',
      medium: 'email',
      name: 'spring',
      channel: 'organic-social',
    })
    expect(campaign('utm_source=Other', enrich)?.source).toBe('Other')
  })

  test.each(
    tableUnder('Campaigns').flatMap(([names = '', source, medium]) =>
      codes(names).map((name) => [name, source, medium]),
    ),
  )('[ING56] is told by the click id %s', (name, source, medium) => {
    expect(campaign(`${name}=secret`)).toMatchObject({ source, click: name, ...(medium && { medium }) })
    expect(JSON.stringify(campaign(`${name}=secret`))).not.toContain('secret')
    expect(campaign(`${name}=secret`, DEFAULT_ENRICH, true)?.clickId).toBe('secret')
  })

  test('[ING56] says of itself what a click id would say otherwise', () => {
    expect(campaign('gclid=1&utm_source=letter&utm_medium=email')).toEqual({
      source: 'letter',
      medium: 'email',
      click: 'gclid',
      channel: 'email',
    })
    expect(campaign('gclid=1&utm_source=letter')).not.toHaveProperty('medium')
    expect(campaign('gclid=1&utm_source=google')).toMatchObject({ medium: 'cpc', channel: 'paid-search' })
  })
})

describe('a channel', () => {
  const rows = tableUnder('Channels').map(([name = '', , example = '']) => [
    codes(name)[0] as Channel,
    codes(example)[0] ?? '',
  ])

  test.each(rows.filter(([, example]) => example))('[ING57] is %s for %s', (channel, query) => {
    expect(campaign(query!)?.channel).toBe(channel)
  })

  test('[ING57] is one of those of the reference', () => {
    expect(rows).toHaveLength(20)
    const seen = new Set<Channel>()
    const some = ['', 'google', 'facebook', 'youtube', 'amazon', 'chatgpt', 'gmail', 'sms', 'x', '(direct)']
    const media = [
      '',
      'cpc',
      'email',
      'organic',
      'social',
      'banner',
      'audio',
      'push',
      'link',
      'affiliate',
      '(none)',
    ]
    for (const source of some) {
      for (const medium of media) {
        for (const name of ['', 'shop', 'cross-network', 'workshop'])
          seen.add(channelOf({ source, medium, campaign: name }))
      }
    }
    expect(seen).toEqual(new Set(rows.map(([channel]) => channel)))
  })

  test('[ING57] of a campaign of shopping has the word in its name', () => {
    const named = (name: string) => channelOf({ source: 'times', medium: 'cpc', campaign: name })
    expect(['shop', 'summer shopping', 'the-shop'].map(named)).toEqual(Array(3).fill('paid-shopping'))
    expect(['sale', 'bishop', 'eshop'].map(named)).toEqual(['paid-other', 'paid-other', 'paid-shopping'])
  })
})

describe('a referrer', () => {
  test.each([
    ['', 'direct', undefined],
    ['https://www.google.co.uk/search?q=x', 'search', 'google'],
    ['android-app://com.google.android.gm/', 'email', 'gmail'],
    ['https://mail.google.com/mail/u/0/', 'email', 'gmail'],
    ['https://gemini.google.com/app', 'assistant', 'gemini'],
    ['https://duckduckgo.com/', 'search', 'duckduckgo'],
    ['https://l.facebook.com/l.php?u=x', 'social', 'facebook'],
    ['https://t.co/abc', 'social', 'twitter'],
    ['https://www.amazon.de/', 'shopping', 'amazon'],
    ['https://m.youtube.com/watch', 'video', 'youtube'],
    ['https://blog.example/post', 'referral', undefined],
    ['https://google.evil.example/', 'referral', undefined],
    ['https://notgoogle.com/', 'referral', undefined],
    ['https://www.shop.example/cart', 'internal', undefined],
    ['https://shop.example:8443/cart', 'internal', undefined],
    ['https://help.shop.example/', 'internal', undefined],
    ['https://othershop.example/', 'referral', undefined],
  ])('[ING58] %s is %s', (from, kind, source) => {
    const referrer = referrerOf(from, 'https://shop.example/boots?x=1')
    expect(referrer).toMatchObject({ class: kind, ...(source && { source }) })
    expect(referrer?.source).toBe(source)
  })

  test('[ING58] that is no address says nothing', () => {
    expect(referrerOf('about:client', 'https://shop.example/')).toBeNull()
    expect(referrerOf('nonsense', 'https://shop.example/')).toBeNull()
  })
})

describe('a touch', () => {
  const page = 'https://shop.example/boots?email=a@b.example#top'
  const NOW = Date.parse('2026-11-22T12:00:00Z')
  const from = (referrer: string, at = NOW) => touchOf(page, null, referrerOf(referrer, page), at)

  test('[ING59] is how one came from elsewhere, without what the address may tell', () => {
    expect(from('https://www.bing.com/')).toEqual({
      at: '2026-11-22T12:00:00.000Z',
      channel: 'organic-search',
      source: 'bing',
      medium: 'organic',
      referrer: 'www.bing.com',
      landingPage: 'https://shop.example/boots',
    })
    expect(from('')).toMatchObject({ channel: 'direct', landingPage: 'https://shop.example/boots' })
    expect(from('https://blog.example/')).toMatchObject({ channel: 'referral', source: 'blog.example' })
    expect(from('https://chatgpt.com/')).toMatchObject({ channel: 'ai-assistant', source: 'chatgpt' })
    expect(from('https://mail.google.com/')).toMatchObject({ channel: 'email', source: 'gmail' })
    expect(from('https://shop.example/')).toBeNull()
    const spring = campaign('utm_source=letter&utm_medium=email&utm_campaign=Spring')
    expect(touchOf(page, spring, referrerOf('https://shop.example/', page), NOW)).toMatchObject({
      channel: 'email',
      source: 'letter',
      campaign: 'Spring',
    })
  })

  test('[ING59] that was the first stays the first, and the last is the newest that was not direct', () => {
    const [search, social, direct] = [from('https://bing.com/')!, from('https://t.co/')!, from('')!]
    const start = mergeTouch(undefined, direct)
    expect(start).toEqual({ first: direct, last: direct })
    const then = mergeTouch(start, search)
    expect(then).toEqual({ first: direct, last: search })
    expect(mergeTouch(mergeTouch(then, social), direct)).toEqual({ first: direct, last: social })
  })

  test('[ING59] is the same while its page is open, and another one after a day', () => {
    const at = (ms: number): Touch => from('https://bing.com/', NOW + ms)!
    const start = mergeTouch(undefined, at(0))
    expect(mergeTouch(start, at(86_399_999))).toEqual(start)
    expect(mergeTouch(start, at(86_400_000)).last.at).toBe('2026-11-23T12:00:00.000Z')
  })
})

describe('the site document', () => {
  test('[ING60] has a switch for each, all on, and rules that can be wrong in one way only', () => {
    const [example = ''] = codesOf('json')
    const enrichment = JSON.parse(example) as { enrich: object }
    expect(validateSite({ ...siteDocument(), ...enrichment })).toMatchObject({ ok: true, site: enrichment })
    expect(DEFAULT_ENRICH).toMatchObject({
      geo: true,
      device: true,
      locale: true,
      campaign: true,
      touch: true,
    })
    expect(issuesAfter({ '/enrich': { geo: 'country', ip: true, lowerCase: ['sauce'] } })).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/enrich/ip' }),
        { pointer: '/enrich/geo', found: '"country"', expected: 'true or false' },
        expect.objectContaining({ pointer: '/enrich/lowerCase/0' }),
      ]),
    )
  })
})

function codesOf(language: string): string[] {
  return [...reference.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, code]) => code!,
  )
}
