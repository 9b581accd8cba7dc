import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, readlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { questions } from '../../../cli/replay/questions.ts'
import { inRepository } from '../../../scripts/repository.ts'
import { generateCdnowSample, withFile } from '../../support/cdnow-file.ts'
import { startServer } from '../../support/server.ts'

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

test('[RPL7] on a Worker of its own: all segments equal, nothing left behind', async () => {
  await withFile(generateCdnowSample(60, 2), async (file) => {
    const temporary = join(dirname(file), 'tmp')
    await mkdir(temporary)
    const ended = await replay([file], { TMPDIR: temporary })
    expect(ended, ended.stderr).toMatchObject({ code: 0 })
    const lines = ended.stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(2 + questions.length)
    expect(lines[1]).toMatch(/^\(orders\) +60 +60 +yes /)
    for (const [index, { segment }] of questions.entries()) {
      expect(lines[index + 2]).toMatch(new RegExp(`^${segment.id} .* yes +\\S`))
    }
    expect(await readdir(temporary)).toEqual([])
    expect(await processesIn(temporary)).toEqual([])
  })
})

test('[RPL7] on a Worker that is served: the second run finds the orders of the first', async () => {
  const server = await startServer({ raw: true })
  try {
    await withFile(generateCdnowSample(20, 3), async (file) => {
      const args = [file, '--at', '2026-06-30', '--url', server.url, '--admin-token', server.adminToken]
      const first = await replay(args)
      expect(first, first.stderr).toMatchObject({ code: 0 })
      const orders = (await readFile(file, 'utf8')).trimEnd().split('\n').length
      expect(first.stderr).toContain(`${orders} orders accepted, 0 the edge had already`)
      const second = await replay(args)
      expect(second, second.stderr).toMatchObject({ code: 0, stdout: first.stdout })
      expect(second.stderr).toContain(`0 orders accepted, ${orders} the edge had already`)
    })
  } finally {
    await server.stop()
  }
})

test('[RPL5] a member too many ends the replay with 1 and is named', async () => {
  const server = await startServer({ raw: true })
  try {
    await withFile(generateCdnowSample(5, 4), async (file) => {
      const args = ['--at', '2026-06-30', '--url', server.url, '--admin-token', server.adminToken]
      const first = await replay([file, ...args])
      expect(first, first.stderr).toMatchObject({ code: 0 })
      const rows = await readFile(file, 'utf8')
      // the edge keeps what the file no longer has
      await withFile(rows.slice(0, rows.lastIndexOf(' 00050 ')), async (shorter) => {
        const second = await replay([shorter, ...args])
        expect(second.code).toBe(1)
        expect(second.stdout).toMatch(/^\(orders\): only the edge has 00050 × /m)
      })
    })
  } finally {
    await server.stop()
  }
})

test('[RPL6] a file that is not there is explained without a stack', async () => {
  const ended = await replay(['no-such-file.txt'])
  expect(ended.code).toBe(1)
  expect(ended.stderr).toMatch(/^no-such-file\.txt cannot be read: /)
  expect(ended.stderr).not.toContain('    at ')
})

function replay(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [inRepository('cli', 'replay.ts'), ...args],
      { env: { ...process.env, ...environment } },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}

/** The processes that work in a directory. */
async function processesIn(directory: string): Promise<string[]> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const homes = await Promise.all(processes.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')))
  return processes.filter((_, index) => homes[index]!.startsWith(directory))
}
