import type { JsonObject } from '../json.ts'

/**
 * What the edge knows of a visitor without being told: derived from the request, never from the page.
 * Each member is a root of a `profile` condition (`geo.country`, `device.class`, `campaign.source` …).
 */
export interface Facts {
  readonly geo?: JsonObject
  readonly device?: JsonObject
  readonly campaign?: JsonObject
  /** Where the link to the page was. */
  readonly referrer?: JsonObject
  /** How the visitor came: `first` and `last`. A request knows the last only, its profile keeps both. */
  readonly touch?: JsonObject
  readonly identity?: JsonObject
  readonly consent?: JsonObject
}
