import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pageView } from '../../../shared/experience/page-view.ts'

describe('a page, as page conditions see it', () => {
  test('[DEC5] has url, host, path, query, title and referrer', () => {
    const url = 'https://user:pw@Shop.Example:8443/a%20b/?x=1&y=a+b&x=2&z&%E2%82%AC=%25#frag?no=1'
    expect(pageView({ url, title: 'T', referrer: 'https://r.example/' })).toEqual({
      url,
      host: 'shop.example:8443',
      path: '/a%20b/',
      query: { x: '1', y: 'a b', z: '', '€': '%' },
      title: 'T',
      referrer: 'https://r.example/',
    })
  })

  test('[DEC5] of an address that is none has only that', () => {
    expect(pageView({ url: 'nonsense' })).toEqual({ url: 'nonsense' })
    expect(pageView({ url: 'https://a.example/?q=%zz' })).toMatchObject({ path: '/', query: { q: '%zz' } })
  })

  test('[DEC5] is read like the platform reads an address', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['https', 'http'] }),
        (url) => {
          const { host, pathname, searchParams } = new URL(url)
          const query = Object.fromEntries([...searchParams].toReversed())
          const view = pageView({ url })
          // The platform also rewrites what it reads; those addresses are not what browsers report
          fc.pre(new URL(url).href === url)
          expect(view).toMatchObject({ host, path: pathname })
          expect(view['query']).toEqual(query)
        },
      ),
      { seed: 7, numRuns: 2_000 },
    )
  })
})
