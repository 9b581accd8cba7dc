import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Json } from '../../../shared/json.ts'
import { Button } from '../../controls/button.tsx'
import { Menu } from '../../controls/menu.tsx'
import { notify } from '../../controls/notify.ts'
import { currentSiteQuery } from '../../content/current-site-query.ts'
import { experiencesOf, nameOf, type DraftExperience } from '../../content/draft-content.ts'
import { membersOf } from '../../content/fields/members-of.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { useDraftEdits } from '../../draft/use-draft-edits.ts'
import { usePartActions } from '../../draft/use-part-actions.ts'
import { toId } from '../../site/to-id.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'

/** What is done to a whole experience. One that visitors may be seeing is switched off before it is deleted. */
export function ExperienceMenu({ experience }: { readonly experience: DraftExperience }) {
  const site = useSite()
  const navigate = useNavigate()
  const edits = useDraftEdits()
  const { site: document } = useDraft()
  const { create, remove } = usePartActions()
  const { data: current } = useSuspenseQuery(currentSiteQuery(site))
  const { id, slot } = experience
  const name = nameOf(experience)
  const part = { kind: 'experiences', id }
  const isLive =
    current !== null && experiencesOf(current).some((live) => live.id === id && live.enabled !== false)
  const isOn = experience.enabled !== false
  if (!useMay('editor')) return null

  const turn = async (): Promise<void> => {
    // What is being written in it elsewhere in this tab goes with it
    const open = membersOf(edits.of(part)?.edit.value)
    // `as`: an experience is JSON
    edits.change(part, { ...experience, ...open, enabled: !isOn } as unknown as Json)
    if (await edits.save(part)) notify({ title: `${name} is ${isOn ? 'off' : 'on'} in the draft` })
  }
  const duplicate = async (): Promise<void> => {
    const taken = new Set(experiencesOf(document).map((other) => other.id))
    const base = toId(`${id}-copy`)
    let copy = base
    for (let count = 2; taken.has(copy); count += 1) copy = `${base}-${count}`
    const value = { ...experience, id: copy, name: `${name} (copy)`, enabled: false } as unknown as Json
    if (await create({ kind: 'experiences', id: copy }, value)) {
      await navigate({ to: '/$site/experiences/$experience', params: { site, experience: copy } })
    }
  }
  const takeOut = async (): Promise<void> => {
    if (await remove(part, name)) await navigate({ to: '/$site/slots/$slot', params: { site, slot } })
  }
  return (
    <Menu
      trigger={<Button variant="quiet" icon="more" aria-label={`More on ${name}`} />}
      items={[
        {
          label: isOn ? 'Switch off' : 'Switch on',
          icon: isOn ? 'pause' : 'play',
          onSelect: () => void turn(),
        },
        { label: 'Duplicate', icon: 'copy', onSelect: () => void duplicate() },
        'separator',
        {
          label: 'Delete',
          icon: 'trash',
          danger: true,
          disabled: isLive,
          ...(isLive && { hint: 'It is live: switch it off and publish that first.' }),
          onSelect: () => void takeOut(),
        },
      ]}
    />
  )
}
