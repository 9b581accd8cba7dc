import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import { refreshMember, type Runtime } from './runtime.ts'
import type { TraitEntry } from './segment-state.ts'

/** Merges the traits of an `identify`: for each trait the last event in order wins, whatever order they came in. */
export function mergeTraits(runtime: Runtime, event: ProfileEvent): void {
  const { traits } = runtime.state
  for (const [key, value = null] of Object.entries(event.traits ?? {})) {
    // An own member of this name cannot be written like any other.
    if (key === '__proto__') continue
    const entry: TraitEntry = [value, event.at, event.sequence ?? 0, event.id]
    const kept = traits[key]
    if (Object.hasOwn(traits, key) && kept && isAfter(kept, entry)) continue
    traits[key] = entry
    writeView(runtime, key, value)
    refreshMember(runtime, 'traits', key)
  }
}

function isAfter(a: TraitEntry, b: TraitEntry): boolean {
  if (a[1] !== b[1]) return a[1] > b[1]
  return a[2] === b[2] ? a[3] > b[3] : a[2] > b[2]
}

function writeView({ view }: Runtime, key: string, value: Json): void {
  // Built by `profileView` as an object of traits, and only ever written here.
  const traits = (view['traits'] ??= {}) as Record<string, Json>
  traits[key] = value
}
