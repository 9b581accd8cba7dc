// What a script costs a page, and when visitors see what is theirs: Edgewise beside its peers, in one run.
//   node bench/sdk-page.ts [--json] [--quick] [--alone: without the peers]
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from '../scripts/build.ts'
import { inRepository } from '../scripts/repository.ts'
import { runMain } from '../scripts/run-main.ts'
import { launchChromium } from '../test/support/chromium.ts'
import { startServer } from '../test/support/server.ts'
import { describeMachine } from './interact/machine.ts'
import { installPeers } from './peers/install-peers.ts'
import { peerScripts } from './peers/peer-scripts.ts'
import { benchSite } from './sdk-page/bench-site.ts'
import { CONTENDERS } from './sdk-page/contenders.ts'
import { measureAll } from './sdk-page/measure-all.ts'
import { pageHtml } from './sdk-page/page-html.ts'
import { formatReport } from './sdk-page/report.ts'
import { compare } from './sdk-page/results.ts'
import { startPageServer } from './sdk-page/start-page-server.ts'

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      alone: { type: 'boolean', default: false },
    },
  })
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const rounds = values.quick ? 1 : 9
  const contenders = CONTENDERS.filter(({ isPeer }) => !values.alone || !isPeer)
  if (!values.alone) await installPeers(say)
  await build({ print: () => {} })
  const machine = describeMachine(Date.now())

  const directory = await mkdtemp(join(tmpdir(), 'edgewise-page-'))
  const site = join(directory, 'site.json')
  await writeFile(site, JSON.stringify(await benchSite()))
  const [worker, browser, peers] = await Promise.all([
    startServer({ raw: true, site }),
    launchChromium(),
    values.alone ? {} : peerScripts(),
  ])
  const script = { type: 'text/javascript' } as const
  const texts = new Map<string, { type: string; body: string }>(
    contenders.map(({ id, head }) => [
      `/page/${id}`,
      { type: 'text/html; charset=utf-8', body: pageHtml(head) },
    ]),
  )
  for (const [peer, body] of Object.entries<string>(peers))
    texts.set(`/peers/${peer}.js`, { ...script, body })
  for (const file of ['ew.js', 'ew-measure.js', 'ew-live.js']) {
    texts.set(`/${file}`, { ...script, body: await readFile(inRepository('dist', file), 'utf8') })
  }
  const server = await startPageServer({ texts, shop: inRepository('dist', 'demo'), worker: worker.url })
  try {
    const results = compare(await measureAll(browser, server.url, contenders, rounds, say))
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ machine, rounds, ...results }, null, 2)}\n`
        : `${formatReport(machine, rounds, results)}\n`,
    )
  } finally {
    server.stop()
    await browser.close()
    await worker.stop()
    await rm(directory, { recursive: true, force: true })
  }
})
