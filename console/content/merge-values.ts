import type { JsonObject } from '../../shared/json.ts'

/** A value of the visitor that a text can say. */
export interface MergeValue {
  /** `traits.first_name` */
  readonly path: string
  readonly label: string
}

const ALWAYS: readonly MergeValue[] = [
  { path: 'geo.city', label: 'City' },
  { path: 'geo.country', label: 'Country' },
  { path: 'device.class', label: 'Kind of device' },
  { path: 'campaign.name', label: 'Campaign' },
]
const FIRST_NAME: MergeValue = { path: 'traits.first_name', label: 'First name' }

/** What texts of a site can say of a visitor: the traits of its catalogue, its computed traits, and what the edge knows. */
export function mergeValuesOf(site: JsonObject): MergeValue[] {
  const catalogue = site['catalogue']
  const traits = isObject(catalogue) && isObject(catalogue['traits']) ? Object.keys(catalogue['traits']) : []
  const computed = Array.isArray(site['computedTraits']) ? site['computedTraits'] : []
  const declared = traits.map((name) => ({ path: `traits.${name}`, label: wordsOf(name) }))
  return [
    ...(declared.length > 0 ? declared : [FIRST_NAME]),
    ...computed.flatMap((trait) => {
      if (!isObject(trait) || typeof trait['id'] !== 'string') return []
      const { id, name } = trait
      return [{ path: `computed.${id}`, label: typeof name === 'string' ? name : wordsOf(id) }]
    }),
    ...ALWAYS,
  ]
}

/** What a value is called: by its own name where it is known, else by the end of its path. */
export function labelOf(path: string, values: readonly MergeValue[]): string {
  return values.find((value) => value.path === path)?.label ?? wordsOf(path.split('.').at(-1) ?? path)
}

/** `first_name` → `First name` */
function wordsOf(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
