// What a page loads, in bytes, beside its peers. Over budget fails the run.
//   node bench/sdk-size.ts [--json] [--alone: without the peers, which come from the package registry]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runMain } from '../scripts/run-main.ts'
import { UserError } from '../scripts/user-error.ts'
import { markdownTable } from './interact/markdown-table.ts'
import { installPeers } from './peers/install-peers.ts'
import { buildEntries } from './sdk-size/entries.ts'
import { excesses, measure, type Budget } from './sdk-size/measure.ts'
import { peerEntries } from './sdk-size/peer-entries.ts'

await runMain(async () => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, alone: { type: 'boolean', default: false } },
  })
  if (!values.alone) await installPeers((line) => process.stderr.write(`${line}\n`))
  const directory = await mkdtemp(join(tmpdir(), 'edgewise-size-'))
  try {
    const entries = [...(await buildEntries(directory)), ...(values.alone ? [] : await peerEntries())]
    const results = entries.map(({ name, code, budget = {} }) => {
      const size = measure(code)
      return { name, ...size, budget, over: excesses(size, budget) }
    })
    process.stdout.write(
      values.json
        ? `${JSON.stringify(results, null, 2)}\n`
        : `${markdownTable([
            ['bytes', 'raw', 'gzip', 'brotli', 'budget'],
            ...results.map(({ name, raw, gzip, brotli, budget }) => [
              name,
              ...[raw, gzip, brotli].map((bytes) => bytes.toLocaleString('en')),
              describeBudget(budget),
            ]),
          ])}\n`,
    )
    const over = results.filter((result) => result.over.length > 0)
    if (over.length > 0) {
      throw new UserError(
        over.map((result) => `${result.name} is over its budget of ${result.over.join(' and ')}`).join('\n'),
      )
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})

function describeBudget(budget: Budget): string {
  return Object.entries(budget)
    .map(([unit, bytes]) => `${unit} ${bytes.toLocaleString('en')}`)
    .join(', ')
}
