import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from '../../controls/button.tsx'
import { Menu } from '../../controls/menu.tsx'
import { currentSiteQuery } from '../../content/current-site-query.ts'
import { experiencesOf, nameOf, type DraftSlot } from '../../content/draft-content.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { usePartActions } from '../../draft/use-part-actions.ts'
import { useSite } from '../../site/use-site.ts'

/** What is done to a whole slot. One with experiences, in the draft or live, is not deleted from under them. */
export function SlotMenu({ slot }: { readonly slot: DraftSlot }) {
  const site = useSite()
  const navigate = useNavigate()
  const { site: document } = useDraft()
  const { remove } = usePartActions()
  const { data: current } = useSuspenseQuery(currentSiteQuery(site))
  const isIn = (experience: { readonly slot: string }): boolean => experience.slot === slot.id
  const hint = experiencesOf(document).some(isIn)
    ? 'Delete its experiences first.'
    : current !== null && experiencesOf(current).some(isIn)
      ? 'Publish first that its experiences are gone.'
      : undefined
  const takeOut = async (): Promise<void> => {
    await navigate({ to: '/$site/slots', params: { site } })
    await remove({ kind: 'slots', id: slot.id }, nameOf(slot))
  }
  return (
    <Menu
      trigger={<Button variant="quiet" icon="more" aria-label={`More on ${nameOf(slot)}`} />}
      items={[
        {
          label: 'Delete',
          icon: 'trash',
          danger: true,
          disabled: hint !== undefined,
          ...(hint !== undefined && { hint }),
          onSelect: () => void takeOut(),
        },
      ]}
    />
  )
}
