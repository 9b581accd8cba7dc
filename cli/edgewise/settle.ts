import type { JsonObject } from '../../shared/json.ts'
import { mergeSites, type Side } from '../../shared/release/index.ts'
import { CliError } from '../cli-error.ts'
import { describeClash } from './describe-change.ts'

/**
 * What a file and a draft say together, both having begun with the same. Throws, naming the places, where both changed one
 * and nobody said whose stays.
 */
export function settle(
  base: JsonObject,
  theirs: JsonObject,
  yours: JsonObject,
  prefer: Side | null,
): JsonObject {
  const { merged, clashes } = mergeSites(base, theirs, yours, prefer ?? 'theirs')
  if (clashes.length > 0 && prefer === null) {
    throw new CliError(
      [
        'Both the file and the draft changed:',
        ...clashes.map((clash) => `  ${describeClash(clash)}`),
        'Change one of them, or say whose stays: --prefer yours, or --prefer theirs.',
      ].join('\n'),
    )
  }
  // `as`: what is made of three objects is one
  return merged as JsonObject
}
