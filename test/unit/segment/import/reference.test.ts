import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../../shared/json.ts'
import {
  importGrowthBookCondition,
  importPostHogCohort,
  importSegmentAudience,
  importSegmentComputedTrait,
} from '../../../../shared/segment/import/index.ts'
import { overlapOf, readOverlap } from '../../../../shared/segment/overlap/index.ts'
import { accepted } from './accepted.ts'

const read = (name: string) =>
  readFile(new URL(`../../../../docs/reference/${name}`, import.meta.url), 'utf8')
const page = await read('importing-segments.md')

/** The examples under a heading: what is imported, and what comes of it. */
function examplesOf(heading: string): { readonly source: Json; readonly result: Json }[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(heading)) ?? ''
  return [...section.matchAll(/```json\n(.*?)```\n\n(?:becomes|is refused:)\n\n```json\n(.*?)```/gs)].map(
    ([, source = '', result = '']) => ({
      source: JSON.parse(source) as Json,
      result: JSON.parse(result) as Json,
    }),
  )
}

describe('the page of importing segments', () => {
  test('[IMP18] holds only examples that are run here', () => {
    const all = ['GrowthBook', 'PostHog', 'Segment', 'Computed traits'].flatMap(examplesOf)
    expect(all).toHaveLength(7)
    expect([...page.matchAll(/```/g)]).toHaveLength(all.length * 4)
  })

  test.each(examplesOf('GrowthBook'))('[IMP18] GrowthBook: $source', ({ source, result }) => {
    const { condition, unmapped } = importGrowthBookCondition(source)
    expect(Array.isArray(result) ? unmapped : condition).toMatchObject(result as object)
    if (condition) expect(accepted(condition)).toEqual(result)
  })

  test.each(examplesOf('PostHog'))('[IMP18] PostHog: $source', ({ source, result }) => {
    // The examples are cohorts, which are objects.
    const { segment, unmapped } = importPostHogCohort(source as JsonObject)
    expect(Array.isArray(result) ? unmapped : segment).toMatchObject(result as object)
    if (segment) expect({ ...segment, when: accepted(segment.when) }).toEqual(result)
  })

  test.each(examplesOf('Segment'))('[IMP18] Segment: $source', ({ source, result }) => {
    // The examples are audiences, which are objects.
    const { segment, unmapped } = importSegmentAudience(source as JsonObject)
    expect(Array.isArray(result) ? unmapped : segment).toMatchObject(result as object)
    if (segment) expect({ ...segment, when: accepted(segment.when) }).toEqual(result)
  })

  test.each(examplesOf('Computed traits'))('[SEG78] Segment: $source', ({ source, result }) => {
    // The examples are computed traits, which are objects.
    expect(importSegmentComputedTrait(source as JsonObject).computedTrait).toEqual(result)
  })
})

test('[OVL8] the example of the page of overlaps is what is counted', async () => {
  const blocks = [...(await read('segment-overlap.md')).matchAll(/```json\n(.*?)```/gs)].map(
    ([, json = '']) => JSON.parse(json) as unknown,
  )
  expect(blocks).toHaveLength(2)
  expect(readOverlap(overlapOf(blocks[0] as string[][]))).toEqual(blocks[1])
})
