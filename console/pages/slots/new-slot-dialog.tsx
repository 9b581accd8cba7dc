import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { Json } from '../../../shared/json.ts'
import { SLOT_TEMPLATES, type SlotTemplate } from '../../../shared/experience/templates/slot-templates.ts'
import { Button } from '../../controls/button.tsx'
import { Dialog } from '../../controls/dialog.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { slotsOf } from '../../content/draft-content.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { usePartActions } from '../../draft/use-part-actions.ts'
import { toId } from '../../site/to-id.ts'
import { useSite } from '../../site/use-site.ts'
import styles from './new-slot-dialog.module.css'

interface Props {
  /** The id that pages ask for already; empty: none. */
  readonly asked: string
  readonly onClose: () => void
}

/** Makes a slot of one that is ready made, and goes to it. */
export function NewSlotDialog({ asked, onClose }: Props) {
  const site = useSite()
  const navigate = useNavigate()
  const { site: document } = useDraft()
  const { create } = usePartActions()
  const [name, setName] = useState('')
  const [chosenId, setId] = useState(asked === '' ? null : asked)
  const [chosen, setChosen] = useState<SlotTemplate>(suggested(asked))
  const [isBusy, setBusy] = useState(false)
  const group = useId()
  const id = chosenId ?? toId(name === '' ? chosen.name : name)
  const isTaken = slotsOf(document).some((slot) => slot.id === id)
  const make = async (): Promise<void> => {
    setBusy(true)
    const isDone = await create({ kind: 'slots', id }, newSlot(id, name, chosen))
    setBusy(false)
    if (!isDone) return
    onClose()
    await navigate({ to: '/$site/slots/$slot', params: { site, slot: id } })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="wide"
      title={asked === '' ? 'New slot' : `Declare ${asked}`}
      description="What is it to show? You can rename it, and a developer can change its fields and markup later."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={isBusy} disabled={id === '' || isTaken} onClick={() => void make()}>
            {asked === '' ? 'Create slot' : 'Declare slot'}
          </Button>
        </>
      }
    >
      <fieldset className={styles['templates']}>
        <legend className="visually-hidden">What it shows</legend>
        {SLOT_TEMPLATES.map((template) => (
          <label key={template.id} className={styles['template']}>
            <input
              type="radio"
              name={group}
              checked={template === chosen}
              onChange={() => setChosen(template)}
            />
            <span>
              <strong>{template.name}</strong>
              <span className="muted small">{template.description}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField
        label="Name"
        description="For you and your colleagues."
        value={name}
        placeholder={chosen.name}
        onChange={setName}
        autoComplete="off"
      />
      {asked === '' && (
        <TextField
          label="Id"
          description="What a page asks for. It stays as it is."
          value={id}
          onChange={setId}
          error={isTaken ? 'There is a slot with this id already.' : undefined}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </Dialog>
  )
}

/** What a slot of this name most likely shows. */
function suggested(asked: string): SlotTemplate {
  const [first] = SLOT_TEMPLATES
  const alike = SLOT_TEMPLATES.find(({ id }) => id.split('-').some((word) => asked.includes(word)))
  // `!`: there are some
  return alike ?? first!
}

function newSlot(id: string, name: string, { name: kind, slot, example }: SlotTemplate): Json {
  // What is drawn by code has nothing to keep where nobody is to see something else
  const isForCode = slot.template === undefined
  // `as`: a slot is JSON
  return { id, name: name || kind, ...slot, ...(isForCode && { default: example }) } as unknown as Json
}
