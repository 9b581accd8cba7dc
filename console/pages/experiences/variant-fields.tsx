import { untranslatedFields, wordedFields } from '../../../shared/experience/locale/untranslated-fields.ts'
import type { Issue } from '../../../shared/problem/index.ts'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { Checkbox } from '../../controls/checkbox.tsx'
import type { DraftFields, DraftSlot, DraftVariant } from '../../content/draft-content.ts'
import { FieldsForm } from '../../content/fields/fields-form.tsx'
import { issuesBelow } from '../../content/issues-below.ts'
import { without } from '../../content/without.ts'
import { fieldWords } from '../../words/field-words.ts'
import { mergeValuesOf } from '../../content/merge-values.ts'
import { useDraft } from '../../draft/use-draft.ts'
import styles from './experience-page.module.css'

interface Props {
  readonly slot: DraftSlot
  readonly variant: DraftVariant
  readonly fields: DraftFields
  readonly own: string | null
  readonly locales: readonly string[]
  readonly locale: string | null
  /** Pointers into the variant. */
  readonly issues: readonly Issue[]
  readonly mayEdit: boolean
  readonly onVariant: (variant: DraftVariant, group?: string) => void
  readonly onLocale: (locale: string | null) => void
}

/** The fields of a variant in the site's own language, or what is different in another. */
export function VariantFields(props: Props) {
  const { slot, variant, fields, own, locales, locale, issues, mayEdit, onVariant, onLocale } = props
  const { site } = useDraft()
  const values = mergeValuesOf(site)
  const declared = slot.fields ?? {}
  const all = own === null ? [] : [own, ...locales]
  return (
    <>
      {own !== null && locales.length > 0 && (
        <div className={styles['locales']} role="group" aria-label="Languages">
          {all.map((tag) => (
            <Button
              key={tag}
              size="small"
              aria-pressed={tag === (locale ?? own)}
              variant={tag === (locale ?? own) ? 'secondary' : 'quiet'}
              onClick={() => onLocale(tag === own ? null : tag)}
            >
              {tag}{' '}
              {tag !== own && (
                <Completeness
                  all={wordedFields(fields, { fields: declared }).length}
                  missing={
                    untranslatedFields(fields, variant.translations, { fields: declared }, tag, all).length
                  }
                />
              )}
            </Button>
          ))}
        </div>
      )}
      {locale === null ? (
        <FieldsForm
          fields={declared}
          content={fields}
          values={values}
          issues={issuesBelow(issues, '/fields')}
          disabled={!mayEdit}
          onChange={(next, field) => onVariant({ ...variant, fields: next }, `${variant.id}/${field}`)}
        />
      ) : (
        <Translation {...props} locale={locale} />
      )}
    </>
  )
}

/** How much of a variant is in a language. */
function Completeness({ all, missing }: { readonly all: number; readonly missing: number }) {
  return (
    <Badge tone={missing === 0 ? 'success' : 'warning'}>
      {missing === 0 ? 'complete' : `${all - missing} of ${all}`}
    </Badge>
  )
}

function Translation({
  slot,
  variant,
  fields,
  issues,
  mayEdit,
  onVariant,
  locale,
}: Props & { readonly locale: string }) {
  const { site } = useDraft()
  const translation = variant.translations?.[locale] ?? {}
  const names = wordedFields(fields, { fields: slot.fields ?? {} })
  const put = (next: DraftFields, group?: string): void =>
    onVariant({ ...variant, translations: { ...variant.translations, [locale]: next } }, group)
  return (
    <div className="stack">
      {names.map((name) => {
        const isAccepted = Object.hasOwn(translation, name) && translation[name] === null
        const field = slot.fields?.[name]
        if (field === undefined) return null
        const written = translation[name]
        const rest = without(translation, name)
        return (
          <div key={name} className="stack-tight">
            <Checkbox
              label={`${fieldWords(name)}: as in the language it falls back to`}
              checked={isAccepted}
              disabled={!mayEdit}
              onChange={(accept) => put(accept ? { ...rest, [name]: null } : rest)}
            />
            {!isAccepted && (
              <FieldsForm
                fields={{ [name]: { ...field, required: false } }}
                content={written === undefined ? {} : { [name]: written }}
                values={mergeValuesOf(site)}
                issues={issuesBelow(issues, `/translations/${locale}`)}
                disabled={!mayEdit}
                onChange={(next) => put({ ...rest, ...next }, `${variant.id}/${locale}/${name}`)}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}
