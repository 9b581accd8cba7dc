import { describe, expect, test } from 'vitest'
import { CliError } from '../../../cli/cli-error.ts'
import { parseCommand, USAGE } from '../../../cli/edgewise/arguments.ts'
import { describeChange, describeClash } from '../../../cli/edgewise/describe-change.ts'

const parse = (args: readonly string[], environment = {}) => parseCommand(args, environment)

describe('the edgewise command', () => {
  test('[SIT43] takes a command, a file and options', () => {
    expect(parse(['pull'])).toEqual({
      name: 'pull',
      file: null,
      site: null,
      target: null,
      prefer: null,
      replace: false,
    })
    const args = ['push', 'a.json', '--prefer', 'yours', '--url', 'https://edge.example', '--site', 'shop']
    expect(parse(args, { EDGEWISE_TOKEN: 'secret' })).toMatchObject({
      name: 'push',
      file: 'a.json',
      site: 'shop',
      prefer: 'yours',
      target: { url: 'https://edge.example', token: 'secret' },
    })
    expect(parse(['publish', '-m', 'Why'])).toMatchObject({ name: 'publish', file: null, message: 'Why' })
    expect(parse(['diff', 'a.json', '--released'])).toMatchObject({ name: 'diff', released: true })
    expect(parse(['types', 'a.json'])).toMatchObject({ name: 'types', released: false, out: 'edgewise.d.ts' })
    expect(parse(['types', '--released', '-o', 'site.d.ts'])).toMatchObject({
      released: true,
      out: 'site.d.ts',
    })
    expect(parse(['pull', '--help'])).toBeNull()
  })

  test.each([
    [[], 'Which command?'],
    [['toString'], 'There is no command toString.'],
    [['push'], 'Which file?'],
    [['diff'], 'Which file?'],
    [['pull', 'a.json', 'b.json'], 'One file at a time'],
    [['pull', '--prefer', 'ours'], 'expected yours or theirs'],
    [['diff', 'a.json', '--prefer', 'yours'], 'diff has no --prefer'],
    [['push', 'a.json', '-m', 'Why'], 'push has no --message'],
    [['publish', '--replace'], 'publish has no --replace'],
    [['pull', '-o', 'a.d.ts'], 'pull has no --out'],
    [['pull', '--token', 't'], '--token needs --url'],
    [['pull', '--force'], '--force'],
  ])('[SIT43] says how it is used: %j', (args, message) => {
    expect(() => parse(args)).toThrow(CliError)
    expect(() => parse(args)).toThrow(message)
    expect(() => parse(args)).toThrow(USAGE)
  })

  test.each([
    [['pull', '--url', 'nowhere', '--token', 't'], 'expected an address'],
    [['pull', '--url', 'https://edge.example'], '--url needs --token'],
  ])('[SIT43] says what is wrong with the Worker that is named: %j', (args, message) => {
    expect(() => parse(args)).toThrow(message)
  })

  test('[SIT40] writes changes as lines', () => {
    const part = { kind: 'experiences', id: 'hero' }
    expect([
      ...describeChange({ type: 'added', ...part, after: {} }),
      ...describeChange({ type: 'removed', ...part, before: {} }),
      ...describeChange({
        type: 'changed',
        ...part,
        fields: [
          { path: '/variants/a/fields/title', what: 'value', before: 'One', after: 'Two' },
          { path: '/schedule', what: 'value', after: { from: '2026-12-24T18:00' } },
          { path: '/variants', what: 'order', before: ['a', 'b'], after: ['b', 'a'] },
        ],
      }),
      ...describeChange({ type: 'reordered', kind: 'slots', before: ['a', 'b'], after: ['b', 'a'] }),
    ]).toEqual([
      '+ experiences/hero',
      '- experiences/hero',
      '~ experiences/hero/variants/a/fields/title: "One" → "Two"',
      '~ experiences/hero/schedule: nothing → an object with from',
      '↕ experiences/hero/variants: a, b → b, a',
      '↕ slots: a, b → b, a',
    ])
  })

  test('[SIT42] writes a clash with all three values', () => {
    expect(describeClash({ path: '/name', what: 'value', base: 'One', theirs: 'Two' })).toBe(
      '/name: was "One", theirs is "Two", yours is nothing',
    )
  })
})
