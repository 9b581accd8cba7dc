import type { Tone } from '../controls/badge.tsx'
import { parseInstant } from '../../shared/experience/instant.ts'
import type { DraftExperience } from './draft-content.ts'

/** Whether an experience shows, in a word. */
export interface ExperienceStatus {
  readonly word: 'Off' | 'Scheduled' | 'On' | 'Ended'
  readonly tone: Tone
  /** When the word changes by itself, epoch ms; null: never. */
  readonly until: number | null
}

/** Whether an experience would show at an instant, were it published. */
export function statusOf(
  { enabled, schedule }: DraftExperience,
  timezone: string,
  now: number,
): ExperienceStatus {
  if (enabled === false) return { word: 'Off', tone: 'neutral', until: null }
  const from = schedule?.from === undefined ? null : parseInstant(schedule.from, timezone)
  const to = schedule?.to === undefined ? null : parseInstant(schedule.to, timezone)
  if (to !== null && to <= now) return { word: 'Ended', tone: 'warning', until: null }
  if (from !== null && from > now) return { word: 'Scheduled', tone: 'info', until: from }
  return { word: 'On', tone: 'success', until: to }
}
