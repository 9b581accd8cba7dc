import { existsSync } from 'node:fs'
import { cp, mkdir, rm } from 'node:fs/promises'
import { runBuildStep } from './build/build-step.ts'
import type { BuildStep } from './build/build-step.ts'
import { buildWorker } from './build/build-worker.ts'
import { describeOutputs } from './build/describe-outputs.ts'
import { inRepository } from './repository.ts'
import { runMain } from './run-main.ts'

const dist = (...path: string[]): string => inRepository('dist', ...path)

const scriptFiles = [
  'ew.js',
  'ew-live.js',
  'ew-measure.js',
  'ew-consent.js',
  'ew-slot.js',
  'ew-dev.js',
  'ew-inspector.js',
  'openapi.json',
  '_headers',
]
const tools = ['package-lock.json', 'tsconfig.base.json', 'scripts/build.ts', 'scripts/build']

// bundlers are loaded where there is something to bundle: mostly there is not

const sdk: BuildStep = {
  name: 'sdk',
  inputs: ['sdk', 'shared', 'scripts/build-sdk.ts', 'scripts/build-sdk', ...tools],
  outputs: [
    'dist/ew.js',
    'dist/ew-live.js',
    'dist/ew-measure.js',
    'dist/ew-consent.js',
    'dist/ew-slot.js',
    'dist/ew-dev.js',
    'dist/_headers',
    'dist/npm/package.json',
  ],
  run: async () => (await import('./build-sdk.ts')).buildSdk(dist()),
}

const inspector: BuildStep = {
  name: 'inspector',
  inputs: ['sdk', 'shared', 'scripts/build-inspector.ts', ...tools],
  outputs: ['dist/ew-inspector.js'],
  run: async () => (await import('./build-inspector.ts')).buildInspector(dist('ew-inspector.js')),
}

const consoleApp: BuildStep = {
  name: 'console',
  inputs: ['console', 'shared', 'scripts/build-console.ts', ...tools],
  outputs: ['dist/console/index.html', 'dist/console/theme.js', 'dist/console.json'],
  run: async () => (await import('./build-console.ts')).buildConsole(dist('console'), dist('console.json')),
}

const openapi: BuildStep = {
  name: 'openapi',
  inputs: ['edge', 'shared', 'scripts/build-openapi.ts', ...tools],
  outputs: ['dist/openapi.json'],
  run: async () => (await import('./build-openapi.ts')).buildOpenapi(dist('openapi.json')),
}

/** What the deployed Worker serves as files. */
const assets: BuildStep = {
  name: 'assets',
  inputs: [...scriptFiles.map((file) => `dist/${file}`), 'dist/console', 'pinned', ...tools],
  outputs: [...scriptFiles.map((file) => `dist/assets/${file}`), 'dist/assets/console/index.html'],
  run: () => copyFiles(dist('assets')),
}

/** The shop with the built scripts beside it, as a customer would have them. */
const demo: BuildStep = {
  name: 'demo',
  inputs: [
    'demo-site',
    'scripts/build-demo-site.ts',
    ...scriptFiles.map((file) => `dist/${file}`),
    'dist/console',
    'pinned',
    ...tools,
  ],
  outputs: [
    'dist/demo/index.html',
    ...scriptFiles.map((file) => `dist/demo/${file}`),
    'dist/demo/console/index.html',
  ],
  run: async () => {
    await rm(dist('demo'), { recursive: true, force: true })
    await (await import('./build-demo-site.ts')).buildDemoSite(dist('demo'))
    await copyFiles(dist('demo'))
  },
}

const worker: BuildStep = {
  name: 'worker',
  inputs: ['edge', 'shared', 'wrangler.toml', ...tools],
  outputs: ['dist/worker/worker.js', 'dist/worker/bundle-meta.json', 'dist/worker.json'],
  run: buildWorker,
}

export interface BuildOptions {
  readonly print: (line: string) => void
  /** Whether to bundle the Worker too. @default true */
  readonly worker?: boolean
}

/** Writes everything that ships into dist/; what did not change since the last build is left as it is. */
export async function build(options: BuildOptions): Promise<void> {
  const run = async (step: BuildStep): Promise<void> => {
    const started = performance.now()
    if (await runBuildStep(step)) {
      const ms = Math.round(performance.now() - started)
      options.print(`${step.name}: ${ms} ms${await describeOutputs(step.outputs)}`)
    } else {
      options.print(`${step.name}: unchanged`)
    }
  }
  await mkdir(dist(), { recursive: true })
  const bundles = [sdk, inspector, consoleApp, openapi, ...(options.worker === false ? [] : [worker])]
  await Promise.all(bundles.map(run))
  // not before: wrangler fails when an asset that it has seen is gone when it reads it
  await Promise.all([run(assets), run(demo)])
}

/** Puts the scripts for pages and the console beside what is in a folder. */
async function copyFiles(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  // files of earlier builds have other names
  await rm(`${directory}/console`, { recursive: true, force: true })
  await cp(dist('console'), `${directory}/console`, { recursive: true })
  for (const file of scriptFiles) await cp(dist(file), `${directory}/${file}`)
  // under addresses that never change, as `npm run pin` left them
  const pinned = inRepository('pinned')
  await rm(`${directory}/ew`, { recursive: true, force: true })
  if (existsSync(pinned)) await cp(pinned, `${directory}/ew`, { recursive: true })
}

if (import.meta.main) await runMain(() => build({ print: (line) => console.log(line) }))
