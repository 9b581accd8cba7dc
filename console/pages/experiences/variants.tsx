import type { Issue } from '../../../shared/problem/index.ts'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { Switch } from '../../controls/switch.tsx'
import { Tabs } from '../../controls/tabs.tsx'
import { TextField } from '../../controls/text-field.tsx'
import {
  nameOf,
  type DraftExperience,
  type DraftSlot,
  type DraftVariant,
} from '../../content/draft-content.ts'
import { issuesBelow } from '../../content/issues-below.ts'
import { without } from '../../content/without.ts'
import type { Findings } from '../../draft/findings.ts'
import styles from './experience-page.module.css'
import { addVariant, removeVariant } from './variant-list.ts'
import { VariantFields } from './variant-fields.tsx'

interface Props {
  readonly experience: DraftExperience
  readonly slot: DraftSlot
  /** The id of the variant that is open. */
  readonly open: string
  /** The site's own language; null: it names none. */
  readonly own: string | null
  readonly locales: readonly string[]
  /** The language that is being written; null: the site's own. */
  readonly locale: string | null
  readonly findings: Findings
  readonly mayEdit: boolean
  readonly onChange: (experience: DraftExperience, group?: string) => void
  readonly onOpen: (variant: string) => void
  readonly onLocale: (locale: string | null) => void
}

/** What an experience shows: a tab for each variant, and in it its fields in one of the languages. */
export function Variants(props: Props) {
  const { experience, slot, open, findings, mayEdit, onChange, onOpen } = props
  const variants = experience.variants ?? []
  const put = (index: number, variant: DraftVariant, group?: string): void =>
    onChange(
      { ...experience, variants: variants.map((old, place) => (place === index ? variant : old)) },
      group,
    )
  const duplicate = (index: number): void => {
    const added = addVariant(experience, index)
    onChange(added.experience)
    onOpen(added.id)
  }
  const takeOut = (index: number): void => {
    onChange(removeVariant(experience, index))
    const [next] = variants.filter((_, place) => place !== index)
    if (next !== undefined) onOpen(next.id)
  }
  const index = variants.findIndex(({ id }) => id === open)
  const variant = variants[index]
  return (
    <Card
      title="What it shows"
      actions={
        mayEdit &&
        index !== -1 && (
          <>
            <Button size="small" icon="copy" onClick={() => duplicate(index)}>
              Duplicate
            </Button>
            {variants.length > 1 && (
              <Button
                size="small"
                variant="quiet"
                icon="trash"
                aria-label={`Delete ${nameOf(variant!)}`}
                onClick={() => takeOut(index)}
              />
            )}
          </>
        )
      }
    >
      <Tabs
        label="Variants"
        value={open}
        onChange={onOpen}
        tabs={variants.map((tab, place) => ({
          value: tab.id,
          label: nameOf(tab),
          content: (
            <div className="stack">
              <TextField
                label="Name of the variant"
                value={tab.name ?? ''}
                placeholder={tab.id}
                disabled={!mayEdit}
                onChange={(name) => put(place, { ...tab, name }, `variants/${tab.id}/name`)}
              />
              <Switch
                label="Show the default"
                description="A baseline to measure against: the page keeps what it has."
                checked={tab.fields === null}
                disabled={!mayEdit}
                onChange={(isDefault) => {
                  put(
                    place,
                    isDefault
                      ? { ...without(tab, 'translations'), fields: null }
                      : { ...tab, fields: slot.default ?? {} },
                  )
                }}
              />
              {tab.fields !== null && (
                <VariantFields
                  {...props}
                  variant={tab}
                  fields={tab.fields}
                  issues={issuesBelow(findings.issues, `/variants/${place}`)}
                  onVariant={(next, group) => put(place, next, group)}
                />
              )}
              <Warnings warnings={issuesBelow(findings.warnings, `/variants/${place}`)} />
            </div>
          ),
        }))}
      />
    </Card>
  )
}

/** What is valid and hardly meant. */
function Warnings({ warnings }: { readonly warnings: readonly Issue[] }) {
  if (warnings.length === 0) return null
  return (
    <Callout
      tone="warning"
      title={
        <>
          Before you publish <Badge tone="warning">{warnings.length}</Badge>
        </>
      }
    >
      <ul className={styles['warnings']}>
        {warnings.map(({ pointer, found, expected }) => (
          <li key={`${pointer} ${found}`}>
            {pointer.split('/').slice(2).join(' › ')}: {found}. Better: {expected}.
          </li>
        ))}
      </ul>
    </Callout>
  )
}
