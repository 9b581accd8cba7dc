import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { startServer, type Server } from '../../support/server.ts'
import { auditOf, keptEvents, numbersOf, type KeptEvent } from '../sdk/kept-events.ts'
import { site } from '../sdk/site.ts'
import type { EngineVisitor } from './engine.ts'
import { findEngines } from './find-engines.ts'
import { writePages } from './pages.ts'

/** What the page has, for functions that run in it. */
declare const edgewise: EdgewiseGlobal
declare const watched: { shown: string[]; violations: string[]; errors: string[] }

const patience = { timeout: 20_000, interval: 50 }
const engines = await findEngines((line) => console.log(line))

let folder: string
let server: Server

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgewise-engines-'))
  const assets = join(folder, 'assets')
  await writePages(assets)
  await writeFile(join(folder, 'site.json'), JSON.stringify({ ...site, origins: [] }))
  server = await startServer({ site: join(folder, 'site.json'), assets })
})

afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
  for (const found of engines) {
    if ('engine' in found) await found.engine.close()
    console.log(`${found.name}: ${'engine' in found ? found.engine.version : `NOT RUN, ${found.missing}`}`)
  }
})

describe.each(engines)('$name', (found) => {
  const inEngine = test.runIf('engine' in found)
  const visitors: EngineVisitor[] = []

  afterEach(async () => {
    for (const visitor of visitors.splice(0)) {
      // Whatever a test was about: nothing is lost, nothing is there twice
      await vi.waitFor(async () => expect(auditOf(await kept(visitor))).toEqual([]), patience)
      await visitor.close()
    }
  })

  const newVisitor = async (): Promise<EngineVisitor> => {
    if (!('engine' in found)) throw new Error(`There is no ${found.name}`)
    const visitor = await found.engine.newVisitor()
    visitors.push(visitor)
    return visitor
  }

  /** A visitor on a page whose script has had its first answer. */
  const arrive = async (path: string, visitor?: EngineVisitor): Promise<EngineVisitor> => {
    const who = visitor ?? (await newVisitor())
    await who.open(server.url + path)
    await who.run(() => edgewise.ready())
    return who
  }
  const kept = async (visitor: EngineVisitor): Promise<readonly KeptEvent[]> => {
    const id = await visitor.cookie(`ew_id_${server.site}`)
    return id === undefined ? [] : keptEvents(server, id)
  }
  const look = (visitor: EngineVisitor, category: string, n: number): Promise<string | undefined> =>
    visitor.run(
      async (category, n) => (await edgewise.track('Product Viewed', { category, n }))?.status,
      category,
      n,
    )
  const hero = (visitor: EngineVisitor): Promise<string | undefined> =>
    visitor.run(() => document.querySelector('[data-ew-slot=hero] h1')?.textContent)
  const errors = (visitor: EngineVisitor): Promise<unknown> => visitor.run(() => watched.errors)

  inEngine(
    '[SDK78] a first visit: what the visitor does changes the page with the answer to it',
    async () => {
      const visitor = await arrive('/')
      expect(await hero(visitor)).toBeUndefined()
      expect(await look(visitor, 'hiking', 1)).toBe('accepted')
      expect(await hero(visitor)).toBe('Ridge')
      const events = await kept(visitor)
      expect(events.map(({ type }) => type)).toEqual(['page', 'track'])
      expect(await errors(visitor)).toEqual([])
    },
  )

  inEngine(
    '[SDK78] a return visit: the last content at once, then confirmed, and the same visitor',
    async () => {
      const visitor = await arrive('/')
      await look(visitor, 'hiking', 1)
      const before = await visitor.cookie(`ew_id_${server.site}`)
      await arrive('/', visitor)
      await vi.waitFor(
        async () =>
          expect(await visitor.run(() => watched.shown.filter((text) => text !== 'own'))).toEqual([
            'Ridge STALE',
            'Ridge TARGETING_MATCH',
          ]),
        patience,
      )
      expect(await visitor.cookie(`ew_id_${server.site}`)).toBe(before)
      expect((await kept(visitor)).map(({ type }) => type)).toEqual(['page', 'track', 'page'])
      expect(await errors(visitor)).toEqual([])
    },
  )

  inEngine(
    '[SDK78] consent: before it nothing is stored or told, then events go, and denying erases',
    async () => {
      const visitor = await arrive('/wait')
      const stored = (): Promise<readonly string[]> =>
        visitor.run(async () => [
          ...Object.keys(localStorage),
          ...(await indexedDB.databases()).map(({ name }) => name ?? ''),
        ])
      await visitor.run(() => void edgewise.track('Product Viewed', { category: 'hiking', n: 1 }))
      await visitor.run(() => edgewise.flush())
      expect(await visitor.cookie(`ew_id_${server.site}`)).toBeUndefined()
      expect(await stored()).toEqual([])
      await visitor.run(() => void edgewise.consent('granted'))
      await vi.waitFor(async () => expect(await hero(visitor)).toBe('Ridge'), patience)
      expect(numbersOf(await kept(visitor))).toEqual([1])
      expect(await stored()).toContain('ew_d')
      await visitor.run(() => void edgewise.consent('denied'))
      await vi.waitFor(async () => expect(await hero(visitor)).toBeUndefined(), patience)
      expect(await visitor.run(() => Object.keys(localStorage))).toEqual([])
      expect(await errors(visitor)).toEqual([])
    },
  )

  inEngine(
    '[SDK78] the offline queue: what the edge could not be told arrives once, also from the next page',
    async () => {
      const visitor = await arrive('/')
      await look(visitor, 'hiking', 1)
      await server.kill()
      expect(await look(visitor, 'hiking', 2)).toBeUndefined()
      expect(await look(visitor, 'hiking', 3)).toBeUndefined()
      expect(await visitor.run(() => edgewise.status().queued)).toBe(2)
      await server.restart()
      await arrive('/', visitor)
      expect(await look(visitor, 'hiking', 4)).toBe('accepted')
      expect(numbersOf(await kept(visitor))).toEqual([1, 2, 3, 4])
      expect(await visitor.run(() => edgewise.status().queued)).toBe(0)
      expect(await errors(visitor)).toEqual([])
    },
  )

  inEngine(
    '[SDK78] slots: the page’s own nodes come back, late elements are filled, the focus is left alone',
    async () => {
      const visitor = await arrive('/')
      await visitor.run(() => {
        Object.assign(globalThis, { own: document.querySelector('#own') })
        document.querySelector<HTMLElement>('#own')?.focus()
      })
      await look(visitor, 'hiking', 1)
      expect(await hero(visitor)).toBeUndefined()
      await visitor.run(() => document.querySelector<HTMLElement>('#other')?.focus())
      await vi.waitFor(async () => expect(await hero(visitor)).toBe('Ridge'), patience)
      await visitor.run(() =>
        document.body.insertAdjacentHTML('beforeend', '<div id="late" data-ew-slot="hero"></div>'),
      )
      await vi.waitFor(
        async () =>
          expect(await visitor.run(() => document.querySelector('#late')?.textContent)).toBe('Ridge'),
        patience,
      )
      await visitor.run(() => void edgewise.consent('denied'))
      await vi.waitFor(
        async () =>
          expect(
            await visitor.run(
              () =>
                (globalThis as { own?: unknown }).own === document.querySelector('[data-ew-slot=hero] input'),
            ),
          ).toBe(true),
        patience,
      )
      expect(await errors(visitor)).toEqual([])
    },
  )

  inEngine(
    '[SDK78] a single-page app: each change of the address is one page view, a hash is none',
    async () => {
      const visitor = await arrive('/')
      await visitor.run(() => history.pushState(null, '', '/second'))
      await vi.waitFor(async () => expect(await kept(visitor)).toHaveLength(2), patience)
      await visitor.run(() => void (location.hash = 'part'))
      await visitor.run(() => history.replaceState(null, '', '/third'))
      await vi.waitFor(async () => expect(await kept(visitor)).toHaveLength(3), patience)
      await visitor.run(() => history.back())
      await vi.waitFor(async () => expect(await kept(visitor)).toHaveLength(4), patience)
      expect((await kept(visitor)).map(({ properties }) => new URL(properties?.url ?? '').pathname)).toEqual([
        '/',
        '/second',
        '/third',
        '/second',
      ])
      expect(await errors(visitor)).toEqual([])
    },
  )

  // Firefox caches no page that has a socket open when it is left
  const cached = found.name === 'Firefox' ? ['/'] : ['/', '/live']
  inEngine.each(cached)(
    '[SDK84] a return from the back/forward cache is a page view, and the page goes on as it was (%s)',
    async (path) => {
      const visitor = await arrive(path)
      await look(visitor, 'hiking', 1)
      await visitor.run(() =>
        addEventListener('pageshow', ({ persisted }) => Object.assign(globalThis, { persisted })),
      )
      await visitor.open(`${server.url}/other`)
      await visitor.back()
      // The very page, with what it had
      await vi.waitFor(
        async () =>
          expect(await visitor.run(() => (globalThis as { persisted?: boolean }).persisted)).toBe(true),
        patience,
      )
      expect(await look(visitor, 'running', 2)).toBe('accepted')
      expect(await hero(visitor)).toBe('Trail')
      await vi.waitFor(
        async () =>
          expect((await kept(visitor)).map(({ type }) => type)).toEqual(['page', 'track', 'page', 'track']),
        patience,
      )
      expect(await errors(visitor)).toEqual([])
    },
  )

  inEngine('[SDK78] a strict Content-Security-Policy with Trusted Types: no violation', async () => {
    const visitor = await arrive('/strict')
    await look(visitor, 'hiking', 1)
    expect(await hero(visitor)).toBe('Ridge')
    await vi.waitFor(async () => expect(await visitor.run(() => edgewise.status().live)).toBe(true), patience)
    await visitor.run(() => edgewise.debug())
    expect(await visitor.run(() => watched.violations)).toEqual([])
    // The policy is in force: what the page may not do is seen
    await visitor.run(() => {
      try {
        document.body.innerHTML = '<p></p>'
      } catch {
        // refused, as it should be
      }
    })
    await vi.waitFor(
      async () => expect(await visitor.run(() => watched.violations)).toEqual(['require-trusted-types-for']),
      patience,
    )
    expect(await errors(visitor)).toEqual([])
  })

  inEngine('[SDK78] exposures: what was seen for a second is told once', async () => {
    const visitor = await arrive('/measured')
    await look(visitor, 'hiking', 1)
    await vi.waitFor(
      async () =>
        expect(
          (await kept(visitor))
            .filter(({ name }) => name === 'Experience Viewed')
            .map(({ properties }) => properties),
        ).toContainEqual({ slot: 'hero', experience: 'hiking-hero', variant: 'ridge', release: 1 }),
      patience,
    )
    expect(await errors(visitor)).toEqual([])
  })

  inEngine('[SDK78] live updates: a rule that flips by time changes the open page', async () => {
    const visitor = await arrive('/live')
    await vi.waitFor(async () => expect(await visitor.run(() => edgewise.status().live)).toBe(true), patience)
    await look(visitor, 'hiking', 1)
    const badge = (): Promise<string | undefined> =>
      visitor.run(() => document.querySelector('[data-ew-slot=badge] b')?.textContent)
    expect(await badge()).toBe('Just seen')
    await vi.waitFor(async () => expect(await badge()).toBeUndefined(), patience)
    expect(await errors(visitor)).toEqual([])
  })
})
