import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runBuildStep } from '../../../scripts/build/build-step.ts'
import type { BuildStep } from '../../../scripts/build/build-step.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'edgewise-build-'))
  await mkdir(join(root, 'source', 'deep'), { recursive: true })
  await mkdir(join(root, 'dist'))
  await writeFile(join(root, 'source', 'deep', 'a.txt'), 'a')
})

afterEach(() => rm(root, { recursive: true }))

const copyStep = (run: () => Promise<void> = copy): BuildStep => ({
  name: 'copy',
  inputs: ['source'],
  outputs: ['dist/a.txt'],
  run,
})

async function copy(): Promise<void> {
  await writeFile(join(root, 'dist', 'a.txt'), await readFile(join(root, 'source', 'deep', 'a.txt')))
}

test('[RUN13] a step whose inputs did not change is not run again, whatever the time of its files', async () => {
  expect(await runBuildStep(copyStep(), root)).toBe(true)
  await utimes(join(root, 'source', 'deep', 'a.txt'), new Date(0), new Date(0))
  expect(await runBuildStep(copyStep(), root)).toBe(false)
})

test('[RUN13] a changed, added or removed input runs the step again', async () => {
  await runBuildStep(copyStep(), root)
  await writeFile(join(root, 'source', 'deep', 'a.txt'), 'b')
  expect(await runBuildStep(copyStep(), root)).toBe(true)
  await writeFile(join(root, 'source', 'b.txt'), '')
  expect(await runBuildStep(copyStep(), root)).toBe(true)
  await rm(join(root, 'source', 'b.txt'))
  expect(await runBuildStep(copyStep(), root)).toBe(true)
  expect(await runBuildStep(copyStep(), root)).toBe(false)
})

test('[RUN13] an output that is gone is built again', async () => {
  await runBuildStep(copyStep(), root)
  await rm(join(root, 'dist', 'a.txt'))
  expect(await runBuildStep(copyStep(), root)).toBe(true)
  expect(await readFile(join(root, 'dist', 'a.txt'), 'utf8')).toBe('a')
})

test('[RUN13] a step that failed runs again, although its inputs are those of an earlier success', async () => {
  await runBuildStep(copyStep(), root)
  await writeFile(join(root, 'source', 'deep', 'a.txt'), 'b')
  const failing = copyStep(() => Promise.reject(new Error('no space left')))
  await expect(runBuildStep(failing, root)).rejects.toThrow('no space left')
  await writeFile(join(root, 'source', 'deep', 'a.txt'), 'a')
  expect(await runBuildStep(copyStep(), root)).toBe(true)
})

test('[RUN13] a step that leaves out an output fails and names it', async () => {
  await expect(
    runBuildStep(
      copyStep(async () => {}),
      root,
    ),
  ).rejects.toThrow('did not write dist/a.txt')
})
