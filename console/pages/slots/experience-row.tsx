import { useSortable } from '@dnd-kit/sortable'
import { Link } from '@tanstack/react-router'
import type { ExperienceReach, PlaceForecast } from '../../../shared/experience/forecast/read-forecast.ts'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { Time } from '../../controls/time.tsx'
import { useNow } from '../../controls/use-now.ts'
import { describeAudience } from '../../content/describe-audience.ts'
import {
  experiencesOf,
  nameOf,
  segmentsOf,
  timezoneOf,
  type DraftExperience,
} from '../../content/draft-content.ts'
import { statusOf } from '../../content/experience-status.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { useSite } from '../../site/use-site.ts'
import styles from './experience-list.module.css'
import { ExperienceMenu } from './experience-menu.tsx'
import { describeOverlap, reachOf, seesIt } from './reach.ts'

interface Props {
  readonly experience: DraftExperience
  readonly place: number
  readonly places: readonly PlaceForecast[]
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly mayEdit: boolean
  readonly onMove: (by: -1 | 1) => void
}

/** One experience in the order of its slot: whom it is for, how many see it, and who sees another one instead. */
export function ExperienceRow({ experience, place, places, isFirst, isLast, mayEdit, onMove }: Props) {
  const site = useSite()
  const { site: document } = useDraft()
  const now = useNow()
  const { id } = experience
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } =
    useSortable({ id, disabled: !mayEdit })
  const name = nameOf(experience)
  const timezone = timezoneOf(document)
  const status = statusOf(experience, timezone, now)
  const reach = reachOf(experience, places)
  const names = new Map(experiencesOf(document).map((other) => [other.id, nameOf(other)]))
  const overlaps =
    reach && status.word !== 'Off' ? describeOverlap(reach, (other) => names.get(other) ?? other) : []
  return (
    <li
      ref={setNodeRef}
      className={styles['item']}
      data-dragging={isDragging || undefined}
      style={{
        translate: transform === null ? 'none' : `0 ${transform.y}px`,
        transition: transition ?? 'none',
      }}
    >
      <span className={styles['handle']}>
        {mayEdit && (
          <>
            <Button
              variant="quiet"
              size="small"
              icon="up"
              aria-label={`Move ${name} up`}
              disabled={isFirst}
              onClick={() => onMove(-1)}
            />
            <Button
              ref={setActivatorNodeRef}
              className={styles['grip']}
              variant="quiet"
              size="small"
              icon="drag"
              {...attributes}
              {...listeners}
              aria-label={`Drag ${name}`}
            />
            <Button
              variant="quiet"
              size="small"
              icon="down"
              aria-label={`Move ${name} down`}
              disabled={isLast}
              onClick={() => onMove(1)}
            />
          </>
        )}
      </span>
      <span className={styles['place']}>{place}</span>
      <div className={styles['what']}>
        <span className="row">
          <Link to="/$site/experiences/$experience" params={{ site, experience: id }}>
            {name}
          </Link>
          <Badge tone={status.tone}>{status.word}</Badge>
          {status.until !== null && (
            <span className="muted small">
              {status.word === 'Scheduled' ? 'begins ' : 'ends '}
              <Time at={status.until} zone={timezone} />
            </span>
          )}
          {(experience.variants?.length ?? 0) > 1 && (
            <Badge>{experience.variants?.length} variants, split</Badge>
          )}
        </span>
        <span className="muted small">
          {describeAudience(experience, segmentsOf(document))}
          {experience.page !== undefined && ', on some pages'}
        </span>
        {reach && status.word === 'On' && <Reach reach={reach} />}
        {overlaps.map((overlap) => (
          <span key={overlap} className={styles['overlap']}>
            {overlap}.
          </span>
        ))}
      </div>
      <ExperienceMenu experience={experience} />
    </li>
  )
}

function Reach({ reach }: { readonly reach: ExperienceReach }) {
  if (reach.matching === 0) return <span className={styles['reach']}>Nobody matches so far.</span>
  const seen = seesIt(reach)
  return (
    <span className={styles['reach']}>
      <meter
        className={styles['bar']}
        min={0}
        max={Math.max(1, reach.matching)}
        value={seen}
        aria-label={`${seen} of ${reach.matching} matching visitors see it`}
      />
      {formatCount(seen)} of {formatCount(reach.matching)} matching visitors see it
      {reach.heldOut > 0 && `, ${formatCount(reach.heldOut)} held out`}
    </span>
  )
}
