import type { ProfileEvent } from '../../shared/event/index.ts'
import type { Json } from '../../shared/json.ts'

/** How much is noted of one visitor: what is beyond it others will have sent, too. */
const MAX_EVENTS = 60
const MAX_PROPERTIES = 40
/** Of all its events together. */
const MAX_ALL_PROPERTIES = 400
const MAX_NAME_LENGTH = 100

const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d|$)/

/** What a visitor has sent under one name. */
export interface ObservedEvent {
  count: number
  /** When it came first and last, epoch ms. */
  firstAt: number
  lastAt: number
  /** Name → the types of its values, in the order in which they were met: `string`, or `number|string`. */
  readonly properties: Record<string, string>
}

/** By the name of the event. */
export type Observed = Record<string, ObservedEvent>

/** Notes which event a visitor has sent, and what it carried (changes `observed`). Of values only their types. */
export function observe(observed: Observed, { name, properties }: ProfileEvent, receivedAt: number): void {
  let event = Object.hasOwn(observed, name) ? observed[name] : undefined
  if (event === undefined) {
    if (!isNotable(name) || Object.keys(observed).length >= MAX_EVENTS) return
    event = observed[name] = { count: 0, firstAt: receivedAt, lastAt: receivedAt, properties: {} }
  }
  event.count += 1
  event.lastAt = receivedAt
  for (const [property, value = null] of Object.entries(properties ?? {}))
    noteType(event.properties, property, value, () => propertiesIn(observed) < MAX_ALL_PROPERTIES)
}

function propertiesIn(observed: Observed): number {
  return Object.values(observed).reduce((sum, { properties }) => sum + Object.keys(properties).length, 0)
}

/** Notes the type of a value under its name (changes `types`). What is missing has none. */
export function noteType(
  types: Record<string, string>,
  name: string,
  value: Json,
  hasRoom: () => boolean = () => true,
): void {
  const type = typeOf(value)
  if (type === null) return
  const known = Object.hasOwn(types, name) ? types[name] : undefined
  if (known === undefined) {
    if (isNotable(name) && Object.keys(types).length < MAX_PROPERTIES && hasRoom()) types[name] = type
  } else if (known !== type && !known.split('|').includes(type)) types[name] = `${known}|${type}`
}

function typeOf(value: Json): string | null {
  if (value === null) return null
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'string' && DATE.test(value)) return 'date'
  return typeof value
}

/** `__proto__` cannot be a member like others. */
function isNotable(name: string): boolean {
  return name !== '' && name.length <= MAX_NAME_LENGTH && name !== '__proto__'
}
