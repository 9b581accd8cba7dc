import { expect, test } from 'vitest'
import { parseReplayArguments } from '../../../cli/replay/arguments.ts'

const now = Date.UTC(2026, 10, 22, 13)
const parse = (...args: string[]) => parseReplayArguments(args, now)

test('[RPL6] without options: the whole file, today, a server of its own', () => {
  expect(parse('sample.txt')).toEqual({ file: 'sample.txt', lastDay: Date.UTC(2026, 10, 22) })
})

test('[RPL6] with options: another day, fewer rows, a Worker that is served', () => {
  const args = [
    '--at',
    '2026-06-30',
    '--limit',
    '50',
    '--url',
    'http://localhost:8787/',
    '--admin-token',
    't',
  ]
  expect(parse('sample.txt', ...args)).toEqual({
    file: 'sample.txt',
    lastDay: Date.UTC(2026, 5, 30),
    limit: 50,
    server: { url: 'http://localhost:8787', adminToken: 't' },
  })
})

test.each([
  ['no file', [], 'Which file?'],
  ['an unknown option', ['f', '--when', 'x'], '--when'],
  ['no day', ['f', '--at', '22.11.2026'], 'expected a day such as'],
  ['a day to come', ['f', '--at', '2026-11-23'], 'has not come yet'],
  ['no number', ['f', '--limit', 'all'], 'expected a whole number'],
  ['a Worker without its token', ['f', '--url', 'http://x'], 'needs --admin-token'],
  ['a token without its Worker', ['f', '--admin-token', 't'], 'name it with --url'],
])('[RPL6] %s is explained', (_, args, message) => {
  expect(() => parse(...args)).toThrow(message)
})
