import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockStateDirectory } from '../../../scripts/serve/lock.ts'
import { openStateDirectory } from '../../../scripts/serve/state-directory.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgewise-state-'))
})

afterEach(() => rm(folder, { recursive: true }))

test('[RUN2] the secrets are made up once, differ between directories, and only their owner may read them', async () => {
  const first = await openStateDirectory(join(folder, 'a'))
  const again = await openStateDirectory(join(folder, 'a'))
  const other = await openStateDirectory(join(folder, 'b'))
  expect(first.secrets.edgewiseSecret.length).toBeGreaterThanOrEqual(32)
  expect(again.secrets).toEqual(first.secrets)
  expect(other.secrets.edgewiseSecret).not.toBe(first.secrets.edgewiseSecret)
  expect(other.secrets.adminToken).not.toBe(first.secrets.adminToken)
  expect((await stat(join(folder, 'a', 'secrets.json'))).mode & 0o777).toBe(0o600)
})

test('[RUN2] a server key is kept for its site', async () => {
  const state = await openStateDirectory(folder)
  await state.keepServerKey('demo-shop', 'ews_demo-shop_abc')
  const { secrets } = await openStateDirectory(folder)
  expect(secrets).toEqual({ ...state.secrets, serverKeys: { 'demo-shop': 'ews_demo-shop_abc' } })
  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600)
})

test('[RUN7] a state directory that a server holds is refused to another, until it is released', async () => {
  const { lockFile } = await openStateDirectory(folder)
  const lock = lockStateDirectory(lockFile)
  expect(() => lockStateDirectory(lockFile)).toThrow('Another server is using this state directory')
  lock.release()
  lockStateDirectory(lockFile).release()
})
