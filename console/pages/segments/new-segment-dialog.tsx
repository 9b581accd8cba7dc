import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Json } from '../../../shared/json.ts'
import { SEGMENT_TEMPLATES, type SegmentTemplate } from '../../../shared/segment/templates/index.ts'
import { Button } from '../../controls/button.tsx'
import { Dialog } from '../../controls/dialog.tsx'
import { DurationField } from '../../controls/duration-field.tsx'
import { NumberField } from '../../controls/number-field.tsx'
import { Select } from '../../controls/select.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { useDraft } from '../../draft/use-draft.ts'
import { usePartActions } from '../../draft/use-part-actions.ts'
import { toId } from '../../site/to-id.ts'
import { useSite } from '../../site/use-site.ts'
import { describeDuration } from '../../../shared/segment/sentence/describe-duration.ts'
import { nameOfSegment, segmentsIn, sentenceOf } from './segment-of.ts'
import styles from './segments.module.css'

interface Props {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Makes a segment: of a template with blanks to fill in, or from nothing. */
export function NewSegmentDialog(props: Props) {
  return props.open ? <NewSegment {...props} /> : null
}

type Values = Readonly<Record<string, string | number>>

function NewSegment({ open, onOpenChange }: Props) {
  const [template, setTemplate] = useState<SegmentTemplate | 'empty' | null>(null)
  if (template === null) {
    return (
      <Dialog
        open={open}
        onOpenChange={onOpenChange}
        title="New segment"
        description="Begin with what others ask for, and change it as you like, or with nothing."
        width="wide"
      >
        <div className="stack">
          <div>
            <Button icon="plus" onClick={() => setTemplate('empty')}>
              Begin with nothing
            </Button>
          </div>
          {SEGMENT_TEMPLATES.map(({ about, templates }) => (
            <section key={about} className="stack-tight">
              <h3>{about}</h3>
              <div className={styles['gallery']}>
                {templates.map((one) => (
                  <button
                    key={one.id}
                    type="button"
                    className={styles['template']}
                    onClick={() => setTemplate(one)}
                  >
                    <strong>{one.name}</strong>
                    <span className="muted small">{phraseOf(one)}</span>
                  </button>
                ))}
              </div>
            </section>
          ))}
        </div>
      </Dialog>
    )
  }
  return (
    <NameAndFill
      template={template === 'empty' ? null : template}
      onBack={() => setTemplate(null)}
      open={open}
      onOpenChange={onOpenChange}
    />
  )
}

interface FillProps extends Props {
  readonly template: SegmentTemplate | null
  readonly onBack: () => void
}

function NameAndFill({ template, onBack, open, onOpenChange }: FillProps) {
  const site = useSite()
  const navigate = useNavigate()
  const draft = useDraft()
  const { create } = usePartActions()
  const others = segmentsIn(draft.site)
  const [name, setName] = useState(template?.name ?? '')
  const [values, setValues] = useState<Values>({})
  const [isBusy, setBusy] = useState(false)
  const filled: Values = {
    ...Object.fromEntries(Object.entries(template?.blanks ?? {}).map(([key, { preset }]) => [key, preset])),
    ...values,
  }
  const id = toId(name)
  const isTaken = others.some((other) => other.id === id)
  const isMissing = Object.entries(template?.blanks ?? {}).some(
    ([key, { type }]) => type !== 'number' && filled[key] === '',
  )
  const segment = {
    schema: 'segment/1',
    id,
    name: name.trim(),
    // `as`: rules are JSON
    ...((template?.fill(filled) ?? { when: { all: [] } }) as unknown as Record<string, Json>),
  }
  const make = async (): Promise<void> => {
    setBusy(true)
    const isMade = await create({ kind: 'segments', id }, segment)
    setBusy(false)
    if (!isMade) return
    onOpenChange(false)
    await navigate({ to: '/$site/segments/$segment', params: { site, segment: id }, search: {} })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={template === null ? 'New segment' : template.name}
      width="wide"
      actions={
        <>
          <Button onClick={onBack}>Back</Button>
          <Button
            variant="primary"
            busy={isBusy}
            disabled={id === '' || isTaken || isMissing}
            onClick={() => void make()}
          >
            Create segment
          </Button>
        </>
      }
    >
      <div className="stack">
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          autoComplete="off"
          description={id === '' ? 'What editors call it.' : `Its id will be ${id}.`}
          error={isTaken && `There is a segment with the id ${id} already. Choose another name.`}
        />
        {template !== null && (
          <div className={styles['blanks']}>
            {Object.entries(template.blanks).map(([key, blank]) => {
              const put = (value: string | number): void => setValues({ ...values, [key]: value })
              if (blank.type === 'number') {
                return (
                  <NumberField
                    key={key}
                    label={blank.label}
                    step="any"
                    value={Number(filled[key])}
                    onChange={(next) => put(next ?? 0)}
                  />
                )
              }
              if (blank.type === 'duration')
                return (
                  <DurationField key={key} label={blank.label} value={String(filled[key])} onChange={put} />
                )
              if (blank.type === 'segment') {
                return (
                  <Select
                    key={key}
                    label={blank.label}
                    value={String(filled[key]) || null}
                    onChange={put}
                    placeholder={others.length === 0 ? 'There is none yet' : 'Choose a segment'}
                    options={others.map((other) => ({ value: other.id, label: nameOfSegment(other) }))}
                  />
                )
              }
              return <TextField key={key} label={blank.label} value={String(filled[key])} onChange={put} />
            })}
          </div>
        )}
        {template !== null && (
          <p className={styles['sentence']}>{sentenceOf(segment, draft.site['computedTraits'])}</p>
        )}
      </div>
    </Dialog>
  )
}

/** What a template is for, with what its blanks begin as. */
function phraseOf({ phrase, blanks }: SegmentTemplate): string {
  return phrase.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const blank = blanks[name]
    if (blank === undefined) return ''
    return blank.type === 'duration' ? describeDuration(blank.preset) : String(blank.preset)
  })
}
