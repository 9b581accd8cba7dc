import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Json, JsonObject } from '../../../shared/json.ts'
import { SLOT_TEMPLATES } from '../../../shared/experience/templates/slot-templates.ts'
import { Button } from '../../controls/button.tsx'
import { Dialog } from '../../controls/dialog.tsx'
import { Select } from '../../controls/select.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { experiencesOf, nameOf, segmentsOf, type DraftSlot } from '../../content/draft-content.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { usePartActions } from '../../draft/use-part-actions.ts'
import { toId } from '../../site/to-id.ts'
import { useSite } from '../../site/use-site.ts'

interface Props {
  readonly slot: DraftSlot
  readonly onClose: () => void
}

const EVERYBODY = '*'

/** Makes an experience at the end of its slot's order, and goes to write it. */
export function NewExperienceDialog({ slot, onClose }: Props) {
  const site = useSite()
  const navigate = useNavigate()
  const { site: document } = useDraft()
  const { create } = usePartActions()
  const [name, setName] = useState('')
  const [audience, setAudience] = useState(EVERYBODY)
  const [isBusy, setBusy] = useState(false)
  const segments = segmentsOf(document)
  const id = freeId(toId(name), new Set(experiencesOf(document).map((experience) => experience.id)))
  const make = async (): Promise<void> => {
    setBusy(true)
    const isDone = await create(
      { kind: 'experiences', id },
      {
        id,
        name,
        slot: slot.id,
        ...(audience !== EVERYBODY && { audience: { segment: audience } }),
        variants: [{ id: 'variant', name: 'Variant', fields: firstFields(slot) }],
      },
    )
    setBusy(false)
    if (!isDone) return
    onClose()
    await navigate({ to: '/$site/experiences/$experience', params: { site, experience: id } })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`New experience in ${nameOf(slot)}`}
      description="It goes into the draft, below the others. Nobody sees it before you publish."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={isBusy} disabled={id === ''} onClick={() => void make()}>
            Create experience
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        description="For you and your colleagues: “Boots for hikers”."
        value={name}
        onChange={setName}
        autoComplete="off"
      />
      <Select
        label="Who sees it"
        value={audience}
        onChange={setAudience}
        options={[
          { value: EVERYBODY, label: 'Everybody' },
          ...segments.map((segment) => ({ value: segment.id, label: nameOf(segment) })),
        ]}
      />
    </Dialog>
  )
}

/** What a new variant begins with: the default, what its kind of slot shows as an example, or something to write over. */
function firstFields({ default: own, fields = {} }: DraftSlot): JsonObject {
  const names = Object.keys(fields).join()
  const template = SLOT_TEMPLATES.find(({ slot }) => Object.keys(slot.fields).join() === names)
  const example = { ...template?.example, ...own }
  const isWhole = Object.entries(fields).every(([name, { required }]) => !required || name in example)
  // `as`: examples are JSON
  if (isWhole) return example as JsonObject
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { type, required }]) =>
      name in example || required ? [[name, (example[name] ?? PLACEHOLDERS[type]) as Json]] : [],
    ),
  )
}

const PLACEHOLDERS: Readonly<Record<string, Json>> = {
  text: 'Write here',
  richText: 'Write here',
  image: { src: '/image.jpg', alt: '', width: 1200, height: 800 },
  link: { href: '/', label: 'Go' },
  number: 0,
  boolean: false,
  list: [],
  json: {},
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (wanted === '') return ''
  let id = wanted
  for (let count = 2; taken.has(id); count += 1) id = `${wanted}-${count}`
  return id
}
