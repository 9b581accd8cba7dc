import {
  compileContent,
  decide,
  Experience,
  Slot,
  type Decision,
} from '../../../../shared/experience/index.ts'
import * as v from 'valibot'
import { without } from '../../../content/without.ts'
import type { JsonObject } from '../../../../shared/json.ts'

/** Whom a preview is for. */
export interface PreviewVisitor {
  /** The segments they are in. */
  readonly segments: readonly string[]
  readonly traits: JsonObject
  readonly computed: JsonObject
  readonly facts: JsonObject
  /** Null: the site's own. */
  readonly locale: string | null
  /** Epoch ms. */
  readonly at: number
}

/** What a preview shows, and why. */
export interface Preview {
  readonly decision: Decision
  /** A sentence for each experience of the slot, in order; empty where a variant was asked for. */
  readonly considered: readonly string[]
}

interface Asked {
  /** The draft, edits and all. */
  readonly site: JsonObject
  readonly slot: string
  /** The variant to be shown, whoever it is for; null: what the visitor would get. */
  readonly show: { readonly experience: string; readonly variant: string } | null
  readonly visitor: PreviewVisitor
}

/**
 * What a slot shows to a visitor, decided and rendered here by the engine of the edge. Null where the slot or what is to be
 * shown is not written in a form that can be read yet.
 */
export function previewContent({ site, slot, show, visitor }: Asked): Preview | null {
  const slots = parseAll(site['slots'], Slot).filter(({ id }) => id === slot)
  const experiences = parseAll(site['experiences'], Experience).filter(
    (experience) => experience.slot === slot,
  )
  const asked = show === null ? experiences : only(experiences, show)
  if (slots.length === 0 || (show !== null && asked.length === 0)) return null
  const { timezone, locales } = site
  const content = compileContent({
    timezone: typeof timezone === 'string' ? timezone : 'UTC',
    // `as`: what is no list of languages has none that a visitor could have
    locales: Array.isArray(locales) ? (locales as string[]) : [],
    slots,
    // Which page it is nobody said: what is for some pages is shown as on those
    experiences: asked.map((experience) => without(experience, 'page')),
  })
  const device = visitor.facts['device']
  const { decisions, considered } = decide(content, {
    slots: [slot],
    memberships: new Set(visitor.segments),
    facts: {
      ...visitor.facts,
      device: { ...(isObject(device) && device), ...(visitor.locale !== null && { locale: visitor.locale }) },
    },
    traits: visitor.traits,
    computed: () => visitor.computed,
    unit: 'preview',
    now: visitor.at,
    release: 0,
    explain: show === null,
  })
  const decision = decisions[slot]
  return decision === undefined ? null : { decision, considered: considered[slot] ?? [] }
}

/** The one variant, for everybody and at any time. */
function only(experiences: readonly Experience[], show: NonNullable<Asked['show']>): Experience[] {
  return experiences.flatMap((experience) => {
    const variants = experience.variants.filter(({ id }) => id === show.variant)
    const isIt = experience.id === show.experience && variants.length > 0
    return isIt
      ? [
          {
            ...without(experience, 'audience', 'schedule', 'experiment'),
            enabled: true,
            holdout: 0,
            variants,
          },
        ]
      : []
  })
}

function parseAll<T extends v.GenericSchema<unknown, unknown>>(list: unknown, schema: T): v.InferOutput<T>[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((entry) => {
    const parsed = v.safeParse(schema, entry)
    return parsed.success ? [parsed.output] : []
  })
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
