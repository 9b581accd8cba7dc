import type { Json, JsonObject } from '../../../../shared/json.ts'
import type { Catalogue } from '../../../../shared/segment/catalogue/catalogue.ts'
import { eventNames, eventType } from '../../../../shared/segment/catalogue/event-type.ts'
import { listPaths, type KnownPath } from '../../../../shared/segment/catalogue/list-paths.ts'
import { profileType } from '../../../../shared/segment/catalogue/profile-type.ts'
import type { ComputedTrait } from '../../../../shared/segment/computed-trait.ts'

/** What was observed of a site's visitors, as the server tells it. */
export interface Observed {
  readonly events: readonly {
    readonly name: string
    readonly count: number
    readonly properties: readonly ObservedMember[]
  }[]
  readonly traits: readonly ObservedMember[]
}

interface ObservedMember {
  readonly name: string
  readonly types: readonly string[]
}

/** What rules of a site can ask about: what its catalogue declares, what was observed, and what there always is. */
export interface Completion {
  readonly events: readonly { readonly name: string; readonly count: number | null }[]
  /** What events of these names carry. */
  readonly eventPaths: (names: readonly string[]) => readonly KnownPath[]
  readonly profilePaths: readonly KnownPath[]
}

export function completionOf(site: JsonObject, observed: Observed | undefined): Completion {
  // `as`: what has another shape has no members that are looked for
  const catalogue = (isObject(site['catalogue']) ? site['catalogue'] : {}) as Catalogue
  const computed = (Array.isArray(site['computedTraits']) ? site['computedTraits'] : []) as ComputedTrait[]
  const counts = new Map(observed?.events.map(({ name, count }) => [name, count]))
  const names = new Set([...counts.keys(), ...(eventNames({ events: catalogue.events ?? {} }) ?? [])])
  const traits = (observed?.traits ?? []).map((trait) => seen('traits', trait))
  return {
    events: [...names]
      .map((name) => ({ name, count: counts.get(name) ?? null }))
      .toSorted((a, b) => (b.count ?? -1) - (a.count ?? -1) || (a.name < b.name ? -1 : 1)),
    eventPaths: (wanted) =>
      unique([
        ...wanted.flatMap((name) =>
          (observed?.events.find((event) => event.name === name)?.properties ?? []).map((property) =>
            seen('properties', property),
          ),
        ),
        ...wanted.flatMap((name) =>
          listPaths(eventType(name, catalogue)).filter(
            ({ path }) => path !== 'traits' && path !== 'properties',
          ),
        ),
        ...traits,
      ]),
    profilePaths: unique([
      ...traits,
      ...listPaths(profileType(catalogue, computed)).filter(({ path }) => path.includes('.')),
    ]),
  }
}

const TYPES = ['string', 'number', 'boolean', 'date', 'list', 'object'] as const

function seen(root: string, { name, types }: ObservedMember): KnownPath {
  const type = types.length === 1 ? (TYPES.find((known) => known === types[0]) ?? null) : null
  return { path: `${root}.${name}`, type, values: null }
}

/** What is declared says more than what was seen. */
function unique(paths: readonly KnownPath[]): KnownPath[] {
  const byPath = new Map<string, KnownPath>()
  for (const path of paths) {
    const there = byPath.get(path.path)
    const saysMore = path.values !== null || (there?.type === null && path.type !== null)
    if (there === undefined || saysMore) byPath.set(path.path, path)
  }
  return [...byPath.values()]
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
