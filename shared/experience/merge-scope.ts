import type { JsonObject } from '../json.ts'

/** What merge tags can read: `{{ traits.first_name | default: "there" }}`. */
export interface MergeScope {
  readonly traits: JsonObject
  readonly geo: JsonObject
  readonly device: JsonObject
  readonly campaign: JsonObject
  readonly referrer: JsonObject
  readonly touch: JsonObject
  readonly computed: JsonObject
  readonly session: JsonObject
}

/** A visitor of whom nothing is known. */
export const EMPTY_SCOPE: MergeScope = {
  traits: {},
  geo: {},
  device: {},
  campaign: {},
  referrer: {},
  touch: {},
  computed: {},
  session: {},
}

/** The names that a merge tag may begin with. */
export const MERGE_ROOTS: readonly string[] = Object.keys(EMPTY_SCOPE)
