import type { JsonObject } from '../../shared/json.ts'
import { readPart, type SitePart } from '../../shared/release/site-part.ts'
import { KIND_WORDS, SETTING_WORDS } from './kind-words.ts'

/** What an editor calls a part: by its name where it has one in the first document that has the part. */
export function partName(part: SitePart, ...documents: readonly JsonObject[]): string {
  if (part.kind === 'settings') return SETTING_WORDS[part.id] ?? part.id
  for (const document of documents) {
    const value = readPart(document, part)
    if (typeof value !== 'object' || value === null || !('name' in value)) continue
    if (typeof value.name === 'string' && value.name !== '') return value.name
  }
  return part.id
}

/** What kind of thing a part is, in a word: `Segment`. */
export const partKind = ({ kind }: SitePart): string => KIND_WORDS[kind]?.[0] ?? kind
