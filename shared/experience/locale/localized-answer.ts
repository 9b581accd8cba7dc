import { createAnswer, type Answer } from '../answer.ts'
import { compileRendering } from '../compile-rendering.ts'
import type { Decision } from '../decision.ts'
import type { Engines } from '../engines.ts'
import type { Slot } from '../slot.ts'
import { inLocale } from './in-locale.ts'
import { localeChain } from './locale-chain.ts'
import type { Translations } from './locale.ts'

/** What content is rendered with. */
export interface LocalizedRendering {
  readonly engines: Engines
  readonly locales: readonly string[]
}

/** The fields of a variant, in all its languages; null: the slot's default. */
interface Written {
  readonly fields: Readonly<Record<string, unknown>> | null
  readonly translations?: Translations | undefined
}

/** An answer in the language of whoever gets it; each language is compiled at its first use. */
export function localizedAnswer(
  labels: Pick<Decision, 'reason' | 'experience' | 'variant'>,
  slot: Slot,
  { fields, translations }: Written,
  { engines, locales }: LocalizedRendering,
): Answer {
  // What most slots have is not said with each decision
  const policy = slot.policy === 'now' ? undefined : slot.policy
  const answerIn = (chain: readonly string[]): Answer =>
    createAnswer({ ...labels, ...(policy && { policy }) }, () =>
      fields === null
        ? compileRendering(
            { ...slot, default: inLocale(slot.default, slot.translations, chain) },
            null,
            engines,
          )
        : compileRendering(slot, inLocale(fields, translations, chain), engines),
    )
  const own = answerIn([])
  const translated = fields === null ? slot.translations : translations
  if (translated === undefined) return own
  const answers = new Map<string, Answer>()
  return (scope, release, onError) => {
    const chain = localeChain(scope.device['locale'], locales)
    const [locale] = chain
    if (locale === undefined) return own(scope, release, onError)
    const known = answers.get(locale) ?? answerIn(chain)
    answers.set(locale, known)
    return known(scope, release, onError)
  }
}
