import type { SiteChange } from '../../../shared/release/site-changes.ts'
import type { Tone } from '../../controls/badge.tsx'

/** How a segment of the draft stands to what is published. */
export interface SegmentStatus {
  readonly label: string
  readonly tone: Tone
  readonly isPublished: boolean
}

export function statusOf(id: string, changes: readonly SiteChange[]): SegmentStatus {
  const change = changes.find((one) => one.kind === 'segments' && 'id' in one && one.id === id)
  if (change?.type === 'added') return { label: 'Draft', tone: 'info', isPublished: false }
  if (change?.type === 'changed') return { label: 'Live, changed', tone: 'warning', isPublished: true }
  return { label: 'Live', tone: 'success', isPublished: true }
}
