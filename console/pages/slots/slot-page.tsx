import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError } from '../../api-error.ts'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { notify } from '../../controls/notify.ts'
import { PageHeader } from '../../controls/page-header.tsx'
import { Time } from '../../controls/time.tsx'
import { consequencesQuery } from '../../content/consequences-query.ts'
import { experiencesOf, nameOf, slotsOf } from '../../content/draft-content.ts'
import { putOrder } from '../../content/put-order.ts'
import { seenSlotsQuery } from '../../content/seen-slots-query.ts'
import { draftQuery } from '../../draft/draft-query.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { ExperienceList } from './experience-list.tsx'
import { NewExperienceDialog } from './new-experience-dialog.tsx'
import { describeBasis } from './reach.ts'
import { slotsRoutes } from './routes.ts'
import { SlotMenu } from './slot-menu.tsx'
import { SlotDefault } from './slot-default.tsx'
import styles from './experience-list.module.css'

/** A slot: who sees what in it, in which order, and what everybody else sees. */
export function SlotPage() {
  const site = useSite()
  const { slot: id } = slotsRoutes.slot.useParams()
  const draft = useDraft()
  const queries = useQueryClient()
  const mayEdit = useMay('editor')
  const [isMaking, setMaking] = useState(false)
  const { data: seen } = useQuery(seenSlotsQuery(site))
  const { data: consequences, error } = useQuery(consequencesQuery(site, draft.version))
  const slot = slotsOf(draft.site).find((candidate) => candidate.id === id)
  if (slot === undefined) {
    return (
      <>
        <PageHeader
          title={id}
          parents={
            <Link to="/$site/slots" params={{ site }}>
              Slots
            </Link>
          }
        />
        <Card>
          <EmptyState kind="no-results" title="The draft has no such slot">
            It may have been deleted meanwhile.
          </EmptyState>
        </Card>
      </>
    )
  }
  const experiences = experiencesOf(draft.site).filter((experience) => experience.slot === id)
  const found = seen?.slots.find(({ name }) => name === id)
  const make = mayEdit && (
    <Button variant="primary" icon="plus" onClick={() => setMaking(true)}>
      New experience
    </Button>
  )

  const put = async (ids: readonly string[]): Promise<boolean> => {
    const { queryKey } = draftQuery(site)
    try {
      queries.setQueryData(queryKey, await putOrder(site, id, ids))
      await queries.invalidateQueries({ queryKey: ['sites', site, 'changes'] })
      return true
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      notify({ title: 'The order was not changed', description: failure.message, kind: 'failed' })
      await queries.invalidateQueries({ queryKey })
      return false
    }
  }
  const order = async (ids: readonly string[], moved: string): Promise<boolean> => {
    const before = experiences.map((experience) => experience.id)
    const isDone = await put(ids)
    const name = experiences.find((experience) => experience.id === moved)
    if (isDone) {
      const place = `${formatCount(ids.indexOf(moved) + 1)} of ${formatCount(ids.length)}`
      notify({
        title: `${name === undefined ? moved : nameOf(name)} is now number ${place}`,
        undo: () => void put(before),
      })
    }
    return isDone
  }

  return (
    <>
      <PageHeader
        title={nameOf(slot)}
        parents={
          <Link to="/$site/slots" params={{ site }}>
            Slots
          </Link>
        }
        badges={<Badge>{id}</Badge>}
        description={
          found === undefined ? (
            'No page has asked for this slot yet.'
          ) : (
            <>
              Asked for by {formatCount(found.visitors)} {found.visitors === 1 ? 'visitor' : 'visitors'}, last{' '}
              <Time at={found.lastSeen} />, on {found.paths.map(({ path }) => path).join(', ')}
            </>
          )
        }
        actions={
          mayEdit && (
            <>
              <SlotMenu slot={slot} />
              {make}
            </>
          )
        }
      />
      {error !== null && (
        <Callout tone="warning" title="Nobody can be counted yet">
          The draft cannot be published as it is. What is wrong stands where you publish it, and beside its
          fields.
        </Callout>
      )}
      <Card
        flush
        title="Who sees what"
        description="From the top, the first experience that fits a visitor wins. Everybody else sees the default."
      >
        <ExperienceList
          experiences={experiences}
          places={consequences?.places ?? []}
          mayEdit={mayEdit}
          onOrder={order}
        />
        {experiences.length === 0 && (
          <EmptyState kind="first-use" title="Everybody sees the same so far">
            An experience shows something else to some of your visitors, to a segment, say.
          </EmptyState>
        )}
        <div className={`${styles['item']} ${styles['default']}`}>
          <span className={styles['handle']} />
          <span className={styles['place']} aria-hidden="true">
            –
          </span>
          <div className={styles['what']}>
            <strong>Default</strong>
            <span className="muted small">
              Everybody for whom nothing above fits. It is always last, and cannot be removed.
            </span>
          </div>
        </div>
      </Card>
      {consequences && <p className="muted small prose">{describeBasis(consequences.basis)}</p>}
      <SlotDefault slot={id} />
      {isMaking && <NewExperienceDialog slot={slot} onClose={() => setMaking(false)} />}
    </>
  )
}
