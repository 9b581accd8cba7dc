import type { Json, JsonObject } from '../../../json.ts'
import { describeValue } from '../../../problem/index.ts'
import { asText } from '../as-text.ts'
import { createReport, type ImportReport, type Place } from '../import-report.ts'
import type { Segment } from '../../segment.ts'
import { computedTraitsOf, type SegmentsImport } from '../imports.ts'
import { segmentId } from '../segment-id.ts'
import { createAttributePath } from './attribute-path.ts'
import { convertWhere } from './convert-where.ts'
import type { GrowthBookOptions } from './import-growthbook-condition.ts'

/**
 * Saved groups of GrowthBook's REST API (`GET /api/v1/saved-groups`, its `savedGroups`) as segments: lists and
 * conditions, with the groups that they rest on written out.
 *
 * Format: {@link https://docs.growthbook.io/api/SavedGroup_model}.
 *
 * @returns A segment for each group that could be mapped whole, with the group's id in letters that a segment's may have.
 * Pointers are into the list.
 */
export function importGrowthBookSavedGroups(
  groups: readonly JsonObject[],
  { attributes = {} }: GrowthBookOptions = {},
): SegmentsImport {
  const report = createReport()
  const byId = Object.fromEntries(groups.map((group) => [asText(group['id']), group]))
  const segments: Segment[] = []
  for (const [index, group] of groups.entries()) {
    const before = report.unmapped.length
    const id = asText(group['id'])
    const own = reportIn(report, index, group)
    const pathOf = createAttributePath(attributes, own)
    const context = { report: own, groups: { ...byId, [id]: group }, pathOf, open: new Set<string>() }
    const where = convertWhere({ $savedGroup: { id } }, [], context)
    remark(group, index, report)
    if (where === null || report.unmapped.length > before) continue
    const { description } = group
    segments.push({
      schema: 'segment/1',
      id: freeId(segmentId(id), segments),
      name: asText(group['name']) || id,
      ...(typeof description === 'string' && description !== '' && { description }),
      when: { kind: 'profile', where },
    })
  }
  return {
    segments,
    computedTraits: computedTraitsOf(segments.map(({ when }) => when)),
    unmapped: report.unmapped,
    notes: report.notes,
  }
}

/** A place inside the reference `{ $savedGroup: { id } }` is one in the list of groups. */
function reportIn(report: ImportReport, index: number, group: JsonObject): ImportReport {
  const member = group['type'] === 'condition' ? ['condition'] : []
  const inList = (place: Place): Place => [index, ...member, ...place.slice(2)]
  return {
    ...report,
    refuse: (place, ...rest) => report.refuse(inList(place), ...rest),
    note: (place, ...rest) => report.note(inList(place), ...rest),
  }
}

function remark(group: JsonObject, index: number, report: ImportReport): void {
  const { values, archived } = group
  if (archived === true) report.note([index], 'archived', 'an archived group is imported like any other')
  if (Array.isArray(values) && values.length > 0 && values.every(looksNumeric)) {
    report.note(
      [index, 'values'],
      describeValue(values),
      "the values are compared as they stand, as texts: a trait that is a number equals none of them (GrowthBook's REST API gives texts also for attributes that are numbers)",
    )
  }
}

function looksNumeric(value: Json): boolean {
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
}

function freeId(wanted: string, segments: readonly Segment[]): string {
  const taken = new Set(segments.map(({ id }) => id))
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`
    const id = `${wanted.slice(0, 63 - suffix.length)}${suffix}`
    if (!taken.has(id)) return id
  }
}
