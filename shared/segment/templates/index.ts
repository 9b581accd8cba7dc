import { CIRCLE } from './circle.ts'
import { INTEREST } from './interest.ts'
import { RHYTHM } from './rhythm.ts'
import type { SegmentTemplate } from './template.ts'
import { VALUE } from './value.ts'

export type { Blank, SegmentTemplate, TemplateRule } from './template.ts'

/** The segments that marketers ask for, by what they are about. */
export const SEGMENT_TEMPLATES: readonly {
  readonly about: string
  readonly templates: readonly SegmentTemplate[]
}[] = [
  { about: 'Interested, and not bought', templates: INTEREST },
  { about: 'Who buys, and how', templates: VALUE },
  { about: 'Who comes, and who stays away', templates: RHYTHM },
  { about: 'Who and where they are', templates: CIRCLE },
]
