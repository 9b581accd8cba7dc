import { untranslatedFields } from '../experience/locale/untranslated-fields.ts'
import type { Translations } from '../experience/locale/locale.ts'
import type { Experience } from '../experience/experience.ts'
import type { Slot } from '../experience/slot.ts'
import { unguardedTags } from '../experience/unguarded-tags.ts'
import { toPointer } from '../problem/index.ts'
import { isSameJson } from '../same-json.ts'
import type { SiteConfig } from './site-config.ts'
import type { ContentLint } from './site-lint.ts'
import type { Json } from '../json.ts'

type Path = readonly (string | number)[]
type Fields = Readonly<Record<string, unknown>>

/** A page waits for what its slots show; more than this is an application, not a sentence and a picture. */
const LARGE_CONTENT = 30_000

/** What is valid in the content of a site and yet hardly meant. */
export function lintContent(site: SiteConfig): ContentLint[] {
  const slots = new Map(site.slots.map((slot) => [slot.id, slot]))
  return [
    ...site.slots.flatMap((slot, index) =>
      lintWritten(slot.default, slot.translations, slot, site, ['slots', index], 'default'),
    ),
    ...site.experiences.flatMap((experience, index) => {
      const slot = slots.get(experience.slot)
      if (slot === undefined) return []
      return [
        ...lintReach(experience, index, site),
        ...experience.variants.flatMap(({ fields, translations }, place) =>
          fields === null
            ? []
            : lintWritten(
                fields,
                translations,
                slot,
                site,
                ['experiences', index, 'variants', place],
                'fields',
              ),
        ),
      ]
    }),
  ]
}

/** Content in all its languages. */
function lintWritten(
  fields: Fields,
  translations: Translations | undefined,
  slot: Slot,
  { locales = [] }: SiteConfig,
  path: Path,
  member: 'default' | 'fields',
): ContentLint[] {
  return [
    ...lintFields(fields, slot, [...path, member]),
    ...Object.entries(translations ?? {}).flatMap(([locale, translated]) =>
      lintFields(translated, slot, [...path, 'translations', locale]),
    ),
    ...locales.slice(1).flatMap((locale): ContentLint[] => {
      const missing = untranslatedFields(fields, translations, slot, locale, locales)
      if (missing.length === 0) return []
      return [
        {
          lint: 'missingTranslation',
          pointer: toPointer([...path, 'translations', locale]),
          found: `no ${missing.join(', ')} in ${locale}`,
          expected: `them, or null for each that is meant to be as in ${locales[0]}`,
        },
      ]
    }),
  ]
}

function lintFields(fields: Fields, slot: Slot, path: Path): ContentLint[] {
  const length = JSON.stringify(fields).length
  const large: ContentLint[] =
    length <= LARGE_CONTENT
      ? []
      : [
          {
            lint: 'largeContent',
            pointer: toPointer(path),
            found: `content of ${length.toLocaleString('en-US')} characters`,
            expected: `at most ${LARGE_CONTENT.toLocaleString('en-US')}: every page with the slot waits for it`,
          },
        ]
  return [
    ...large,
    ...Object.entries(fields).flatMap(([name, value]) => {
      const type = slot.fields[name]?.type
      if (type === undefined || type === 'json') return []
      return [
        ...lintTexts(value, [...path, name]),
        ...(type === 'image' ? lintImage(value, [...path, name]) : []),
      ]
    }),
  ]
}

function lintTexts(value: unknown, path: Path): ContentLint[] {
  if (typeof value === 'string') {
    return unguardedTags(value).map((tag) => ({
      lint: 'mergeTagWithoutFallback',
      pointer: toPointer(path),
      found: `${tag}, which leaves a gap where it is not known`,
      expected: `a fallback: ${tag.replace(/\s*\}\}$/, '')} | default: "…" }}`,
    }))
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => lintTexts(member, [...path, key]))
}

function lintImage(value: unknown, path: Path): ContentLint[] {
  // `as`: what is valid has these members, if any
  const { width, height } = (value ?? {}) as { width?: number; height?: number }
  if (value === null || (width !== undefined && height !== undefined)) return []
  return [
    {
      lint: 'imageWithoutSize',
      pointer: toPointer(path),
      found: 'an image without width and height',
      expected: 'both, in pixels: without them the page moves when the image comes',
    },
  ]
}

/** An experience that one before it leaves nobody to. */
function lintReach(experience: Experience, index: number, { experiences }: SiteConfig): ContentLint[] {
  if (!experience.enabled) return []
  const before = experiences.slice(0, index).find((other) => takesAllOf(other, experience))
  if (before === undefined) return []
  return [
    {
      lint: 'neverReached',
      pointer: toPointer(['experiences', index]),
      found: `an experience that nobody gets: ${before.id} stands before it and takes all whom it is for`,
      expected: `it before ${before.id}, or another audience for one of them`,
    },
  ]
}

function takesAllOf(before: Experience, after: Experience): boolean {
  const { slot, enabled, audience, page, schedule, holdout, experiment } = before
  if (slot !== after.slot || !enabled || schedule !== undefined) return false
  // Visitors without an id are passed on by what must tell them apart
  if (holdout > 0 || experiment !== undefined) return false
  // `as`: parsed from JSON
  const isSame = (a: unknown, b: unknown) => a === undefined || isSameJson(a as Json, b as Json | undefined)
  return isSame(audience, after.audience) && isSame(page, after.page)
}
