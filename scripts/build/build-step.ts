import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inRepository } from '../repository.ts'

export interface BuildStep {
  readonly name: string
  /** Files and folders, from the repository's root, that decide what comes out. */
  readonly inputs: readonly string[]
  /** Files and folders, from the repository's root, that must be there afterwards. */
  readonly outputs: readonly string[]
  run(): Promise<void>
}

/** Runs a step unless its inputs are those of the last run and all outputs are there; answers whether it ran. */
export async function runBuildStep(step: BuildStep): Promise<boolean> {
  const stampFile = inRepository('dist', '.stamps', step.name)
  const stamp = await hashFiles(step.inputs)
  const previous = await readFile(stampFile, 'utf8').catch(() => null)
  if (previous === stamp && missing(step.outputs).length === 0) return false

  await step.run()
  const absent = missing(step.outputs)
  if (absent.length > 0) throw new Error(`The build step ${step.name} did not write ${absent.join(', ')}`)
  await mkdir(dirname(stampFile), { recursive: true })
  await writeFile(stampFile, stamp)
  return true
}

const missing = (paths: readonly string[]): string[] =>
  paths.filter((path) => !existsSync(inRepository(path)))

/** By content, not by time: a fresh checkout touches every file and changes none. */
async function hashFiles(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  const names = new Set<string>()
  const patterns = paths.flatMap((path) => [path, `${path}/**`])
  for await (const entry of glob(patterns, { cwd: inRepository(), withFileTypes: true })) {
    if (entry.isFile()) names.add(join(entry.parentPath, entry.name))
  }
  for (const name of [...names].toSorted()) {
    hash
      .update(`${name}\0`)
      .update(await readFile(name))
      .update('\0')
  }
  return hash.digest('hex')
}
