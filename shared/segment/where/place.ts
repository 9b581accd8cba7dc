import type { Json } from '../../json.ts'
import { toNumber } from './coerce.ts'
import { compilePath } from './path.ts'
import type { ValueTest } from './value-test.ts'

const EARTH_RADIUS_KM = 6371.0088

interface Place {
  readonly lat: number
  readonly lon: number
}

const readLat = compilePath('lat')
const readLon = compilePath('lon')
const readKm = compilePath('km')

/** `$near: { lat, lon, km }` over a value with `lat` and `lon`: great-circle distance. Null for another operand. */
export function compileNear(expected: Json): ValueTest | null {
  const centre = toPlace(expected)
  const km = readKm(expected)
  if (!centre || typeof km !== 'number') return null
  return {
    holds: (actual) => {
      const place = toPlace(actual)
      return place !== null && distanceKm(place, centre) <= km
    },
  }
}

function toPlace(value: Json): Place | null {
  const lat = readLat(value)
  const lon = readLon(value)
  if (lat === null || lon === null) return null
  const place = { lat: toNumber(lat), lon: toNumber(lon) }
  return Number.isFinite(place.lat) && Number.isFinite(place.lon) ? place : null
}

function distanceKm(a: Place, b: Place): number {
  const radians = Math.PI / 180
  const halfLat = Math.sin(((b.lat - a.lat) * radians) / 2)
  const halfLon = Math.sin(((b.lon - a.lon) * radians) / 2)
  const chord = halfLat ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * halfLon ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)))
}
