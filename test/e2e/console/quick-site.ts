import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inRepository } from '../../../scripts/repository.ts'
import { SHOP } from './shopper.ts'

/** The demo's site with sums that follow within a second, as a file; `remove` when it is not needed any more. */
export async function quickSite(more: Record<string, unknown> = {}): Promise<{
  readonly file: string
  readonly remove: () => Promise<void>
}> {
  const directory = await mkdtemp(join(tmpdir(), 'edgewise-site-'))
  const file = join(directory, 'site.json')
  // `as`: a site document
  const site = JSON.parse(await readFile(inRepository('demo-site', 'site.json'), 'utf8')) as object
  await writeFile(
    file,
    JSON.stringify({
      ...site,
      origins: [SHOP],
      rollup: { shards: 2, everySeconds: 1 },
      ...more,
    }),
  )
  return { file, remove: () => rm(directory, { recursive: true, force: true }) }
}
