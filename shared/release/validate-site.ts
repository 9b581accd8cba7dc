import * as v from 'valibot'
import { createEngines } from '../experience/engines.ts'
import { describeSchemaIssues, unknownMembers, type Issue } from '../problem/index.ts'
import { checkExperience } from './check-experience.ts'
import { checkRenderings } from './check-renderings.ts'
import { checkRules } from './check-rules.ts'
import { checkSite } from './check-site.ts'
import { checkSlot } from './check-slot.ts'
import { checkUnique } from './check-unique.ts'
import { SiteConfig } from './site-config.ts'

/** A site document that can be published, or everything that keeps it from it. */
export type SiteValidation =
  | { readonly ok: true; readonly site: SiteConfig }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Checks a site document, as it was parsed from JSON. Every issue points at its place (RFC 6901), says what stands there
 * and what would be right. Shapes are checked first, then what the parts say of each other, then whether content renders:
 * each once all before is right.
 */
export function validateSite(document: unknown): SiteValidation {
  const parsed = v.safeParse(SiteConfig, document)
  const shape = checkShape(document, parsed.issues ?? [])
  if (!parsed.success || shape.length > 0) return { ok: false, issues: shape }
  const meaning = checkMeaning(parsed.output)
  const issues = meaning.length > 0 ? meaning : checkRenderings(parsed.output)
  return issues.length > 0 ? { ok: false, issues } : { ok: true, site: parsed.output }
}

function checkShape(document: unknown, found: readonly v.BaseIssue<unknown>[]): Issue[] {
  const unknown = unknownMembers(SiteConfig, document)
  const pointers = new Set(unknown.map(({ pointer }) => pointer))
  return [...unknown, ...describeSchemaIssues(found).filter(({ pointer }) => !pointers.has(pointer))]
}

function checkMeaning(site: SiteConfig): Issue[] {
  const { slots, experiences } = site
  const engines = createEngines(site.timezone)
  return [
    ...checkSite(site),
    ...checkIds(slots, 'slots'),
    ...checkIds(experiences, 'experiences'),
    ...checkRules(site),
    ...slots.flatMap((slot, index) => checkSlot(slot, index, site, engines)),
    ...experiences.flatMap((experience, index) => checkExperience(experience, index, site, engines)),
  ]
}

function checkIds(entries: readonly { readonly id: string }[], list: string): Issue[] {
  return checkUnique(
    entries.map(({ id }) => id),
    'an id',
    (index) => [list, index, 'id'],
  )
}
