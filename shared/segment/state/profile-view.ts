import type { Json } from '../../json.ts'
import type { SegmentState } from './segment-state.ts'

/** What a `profile` condition reads: namespaces and their members. */
export type ProfileView = Record<string, Json>

/** Traits and facts as one object. */
export function profileView({ traits, facts }: SegmentState): ProfileView {
  const view: ProfileView = {}
  const entries = Object.entries(traits)
  if (entries.length > 0) view['traits'] = Object.fromEntries(entries.map(([key, [value]]) => [key, value]))
  for (const [namespace, fact] of Object.entries(facts)) view[namespace] = fact
  return view
}
