import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { PROBLEMS, toProblem, type ProblemCode } from '../../../shared/problem/index.ts'

// `as`: the keys of a constant table are its codes
const codes = Object.keys(PROBLEMS) as ProblemCode[]

describe('a failure of the API', () => {
  test('[REL23] is answered as RFC 9457 describes', () => {
    const issues = [{ pointer: '/id', found: '"a"', expected: '"b"' }]
    expect(toProblem('invalid-site', { detail: 'One mistake.', issues })).toEqual({
      type: '/problems/invalid-site',
      title: 'The site document is not valid',
      status: 422,
      detail: 'One mistake.',
      issues,
    })
    expect(toProblem('not-found')).toEqual({
      type: '/problems/not-found',
      title: 'There is nothing here',
      status: 404,
    })
  })

  test('[REL23] stands in the reference, and nothing else does', async () => {
    const page = await readFile(new URL('../../../docs/reference/errors.md', import.meta.url), 'utf8')
    const rows = [...page.matchAll(/^\| `\/problems\/([a-z-]+)` \| (\d+) \| (.+?) \| (.+?) \|$/gm)]
    expect(rows.map(([, code, status, title]) => ({ code, status, title }))).toEqual(
      codes.map((code) => ({ code, status: String(PROBLEMS[code].status), title: PROBLEMS[code].title })),
    )
    for (const [, , , , advice = ''] of rows) expect(advice.length).toBeGreaterThan(10)
  })
})
