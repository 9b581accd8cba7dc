import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isPortFree } from '../../../scripts/serve/free-port.ts'
import { lockStateDirectory } from '../../../scripts/serve/lock.ts'
import { openStateDirectory } from '../../../scripts/serve/state-directory.ts'
import { UserError } from '../../../scripts/user-error.ts'

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
  expect(first.secrets.adminToken).toMatch(/^[0-9a-f]{48}$/)
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

test('[RUN5] a folder that cannot be made is refused with a word on what to do', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  const failure: unknown = await openStateDirectory(file).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(UserError)
  expect(failure).toHaveProperty('message', expect.stringContaining('--state'))
})

test('[RUN5] an address that the machine does not have is refused with a word on what to do', async () => {
  // TEST-NET-1 of RFC 5737: nobody's address
  await expect(isPortFree('192.0.2.1', 0)).rejects.toThrow('This machine has no address 192.0.2.1')
})

test('[RUN7] a state directory that a server holds is refused to another, until it is released', async () => {
  const { lockFile } = await openStateDirectory(folder)
  const lock = lockStateDirectory(lockFile)
  expect(() => lockStateDirectory(lockFile)).toThrow('Another server is using this state directory')
  lock.release()
  lockStateDirectory(lockFile).release()
})
