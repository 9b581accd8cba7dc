import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { Experience, Experiment, Field, FieldType, Slot, Variant } from '../../../shared/experience/index.ts'
import { Catalogue } from '../../../shared/segment/index.ts'
import { TYPE_NAMES } from '../../../shared/segment/catalogue/value-type.ts'
import { Goal, SiteConfig, validateSite, WriteKey } from '../../../shared/release/index.ts'

const page = await readFile(new URL('../../../docs/reference/site-document.md', import.meta.url), 'utf8')

describe('the reference of the site document', () => {
  test('[REL1] has an example that passes', () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? []
    const result = validateSite(JSON.parse(example))
    expect(result.ok ? [] : result.issues).toEqual([])
  })

  test('[SEG90] has a catalogue that passes, and names every type', () => {
    const section = page.slice(page.indexOf('## Catalogue'))
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(section) ?? []
    expect(v.safeParse(Catalogue, JSON.parse(example)).issues).toBeUndefined()
    for (const name of TYPE_NAMES) expect(section).toContain(`"${name}"`)
  })

  test('[REL1] names every member and every type of field', () => {
    const members = [SiteConfig, WriteKey, Goal, Slot, Field, Experience, Experiment, Variant].flatMap(
      (schema) => Object.keys(schema.entries),
    )
    const names = new Set(
      [...page.matchAll(/`[^`\n]*`/g)].flatMap(([code]) => code.match(/[a-zA-Z]+/g) ?? []),
    )
    expect([...members, ...FieldType.options].filter((name) => !names.has(name))).toEqual([])
  })
})
