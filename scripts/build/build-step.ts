import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { inRepository } from '../repository.ts'

export interface BuildStep {
  readonly name: string
  /** Files and folders, from the root, that decide what comes out. */
  readonly inputs: readonly string[]
  /** Files and folders, from the root, that must be there afterwards. */
  readonly outputs: readonly string[]
  run(): Promise<void>
}

/** Runs a step unless its inputs are those of the last run and all outputs are there; answers whether it ran. */
export async function runBuildStep(step: BuildStep, root = inRepository()): Promise<boolean> {
  const stampFile = join(root, 'dist', '.stamps', step.name)
  const missing = (): string[] => step.outputs.filter((path) => !existsSync(join(root, path)))
  const stamp = await hashFiles(step.inputs, root)
  const previous = await readFile(stampFile, 'utf8').catch(() => null)
  if (previous === stamp && missing().length === 0) return false

  // a run that fails halfway leaves outputs that fit no stamp
  await rm(stampFile, { force: true })
  await step.run()
  if (missing().length > 0)
    throw new Error(`The build step ${step.name} did not write ${missing().join(', ')}`)
  await mkdir(dirname(stampFile), { recursive: true })
  await writeFile(stampFile, stamp)
  return true
}

/** By content, not by time: a fresh checkout touches every file and changes none. */
async function hashFiles(paths: readonly string[], root: string): Promise<string> {
  const names = new Set<string>()
  const patterns = paths.flatMap((path) => [path, `${path}/**`])
  for await (const entry of glob(patterns, { cwd: root, withFileTypes: true })) {
    if (entry.isFile()) names.add(relative(root, join(entry.parentPath, entry.name)))
  }
  const hash = createHash('sha256')
  for (const name of [...names].toSorted()) {
    const content = await readFile(join(root, name))
    hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
