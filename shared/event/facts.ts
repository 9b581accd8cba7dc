import type { JsonObject } from '../json.ts'

/**
 * What the edge knows of a visitor without being told: derived from the request, never from the page.
 * Each member is a root of a `profile` condition (`geo.country`, `device.class`, `campaign.source` …).
 */
export interface Facts {
  readonly geo?: JsonObject
  readonly device?: JsonObject
  readonly campaign?: JsonObject
  readonly identity?: JsonObject
  readonly consent?: JsonObject
}
