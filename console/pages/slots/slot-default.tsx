import type { Json } from '../../../shared/json.ts'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { TextField } from '../../controls/text-field.tsx'
import type { DraftSlot } from '../../content/draft-content.ts'
import { FieldsForm } from '../../content/fields/fields-form.tsx'
import { mergeValuesOf } from '../../content/merge-values.ts'
import { EditBar, SaveFailure } from '../../draft/edit-bar.tsx'
import { useDraft } from '../../draft/use-draft.ts'
import { useFindings } from '../../draft/use-findings.ts'
import { usePart } from '../../draft/use-part.ts'
import { useMay } from '../../site/use-may.ts'

/** What everybody sees for whom nothing else fits. */
export function SlotDefault({ slot: id }: { readonly slot: string }) {
  const part = usePart('slots', id)
  const { issues } = useFindings('slots', id)
  const { site } = useDraft()
  const mayEdit = useMay('editor')
  // `as`: what is wrong in it is said beside it
  const slot = part.value as unknown as DraftSlot | undefined
  if (slot === undefined) return null
  const isForCode = slot.template === undefined
  const change = (next: Partial<DraftSlot>, group: string): void =>
    part.change({ ...slot, ...next } as unknown as Json, group)
  return (
    <Card title="Default" actions={mayEdit && <EditBar part={part} />}>
      <div className="stack">
        <SaveFailure part={part} />
        <TextField
          label="Name of the slot"
          value={slot.name ?? ''}
          disabled={!mayEdit}
          onChange={(name) => change({ name }, 'name')}
        />
        {!isForCode && (
          <Callout>
            Where nothing above fits, an element keeps what the page has written into it. What stands here is
            for code that reads the slot by itself, and may stay empty.
          </Callout>
        )}
        <FieldsForm
          fields={isForCode ? (slot.fields ?? {}) : asOptional(slot.fields ?? {})}
          content={slot.default ?? {}}
          values={mergeValuesOf(site)}
          issues={issues.flatMap((issue) =>
            issue.pointer.startsWith('/default')
              ? [{ ...issue, pointer: issue.pointer.slice('/default'.length) }]
              : [],
          )}
          disabled={!mayEdit}
          onChange={(content, field) => change({ default: content }, `default/${field}`)}
        />
      </div>
    </Card>
  )
}

/** An element has content of its own: none of these needs to be there. */
function asOptional(fields: NonNullable<DraftSlot['fields']>): NonNullable<DraftSlot['fields']> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, { ...field, required: false }]),
  )
}
