import type { Json } from '../../json.ts'
import type { Plan } from '../plan/plan.ts'
import { sessionView } from '../session/session-view.ts'
import type { SegmentState } from './segment-state.ts'

/** What a `profile` condition reads: namespaces and their members. */
export type ProfileView = Record<string, Json>

/** Traits, facts and the current session as one object. */
export function profileView(plan: Plan, { traits, facts, sessions }: SegmentState): ProfileView {
  const view: ProfileView = {}
  const entries = Object.entries(traits)
  if (entries.length > 0) view['traits'] = Object.fromEntries(entries.map(([key, [value]]) => [key, value]))
  for (const [namespace, fact] of Object.entries(facts)) view[namespace] = fact
  if (sessions && plan.profile.has('session')) view['session'] = sessionView(sessions)
  return view
}
