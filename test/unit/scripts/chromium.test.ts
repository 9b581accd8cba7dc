import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findChromium } from '../../../scripts/chromium.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgewise-chromium-'))
})

afterEach(() => rm(folder, { recursive: true }))

async function program(name: string, code = 0): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\nexit ${code}\n`)
  await chmod(path, 0o755)
  return path
}

test('[RUN12] CHROMIUM_PATH goes before what is on the PATH', async () => {
  await program('chromium')
  const chosen = await program('my-browser')
  expect(await findChromium({ CHROMIUM_PATH: chosen, PATH: folder })).toBe(chosen)
})

test('[RUN12] a CHROMIUM_PATH that cannot be run is refused, not passed over', async () => {
  await program('chromium')
  const file = join(folder, 'no-program')
  await writeFile(file, '')
  await expect(findChromium({ CHROMIUM_PATH: file, PATH: folder })).rejects.toThrow(
    `CHROMIUM_PATH is ${file}`,
  )
})

test.each(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'])(
  '[RUN12] %s is found on the PATH',
  async (name) => {
    const path = await program(name)
    expect(await findChromium({ PATH: `/nowhere:${folder}` })).toBe(path)
  },
)

test('[RUN12] a program of the name that cannot start a browser is passed over', async () => {
  await program('chromium', 1)
  const path = await program('google-chrome')
  expect(await findChromium({ PATH: folder })).toBe(path)
})
