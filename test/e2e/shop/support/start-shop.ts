import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inRepository } from '../../../../scripts/repository.ts'
import { startServer, type Server } from '../../../support/server.ts'

export interface ShopOptions {
  /** How long a cart is left alone before it is idle; ISO 8601. @default 'PT2S' */
  readonly idleAfter?: string
  /** Answers carry explanations. @default true */
  readonly local?: boolean
}

/** The demo as `npm run demo` serves it, except that a cart is idle sooner: nobody waits 20 seconds for a test. */
export async function startShop({ idleAfter = 'PT2S', local = true }: ShopOptions = {}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'edgewise-shop-'))
  const site = join(folder, 'site.json')
  const document = await readFile(inRepository('demo-site', 'site.json'), 'utf8')
  if (!document.includes('"PT20S"'))
    throw new Error('demo-site/site.json has no rule of 20 seconds to shorten')
  await writeFile(site, document.replaceAll('"PT20S"', `"${idleAfter}"`))
  try {
    return await startServer({ site, local, assets: inRepository('dist', 'demo') })
  } finally {
    await rm(folder, { recursive: true })
  }
}
