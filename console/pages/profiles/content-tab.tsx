import { useSuspenseQuery } from '@tanstack/react-query'
import type { ProfileMoment } from '../../../edge/profile/moment.ts'
import type { ProfileSummary } from '../../../edge/profile/profile-summary.ts'
import type { Reason } from '../../../shared/experience/decision.ts'
import { Badge, type Tone } from '../../controls/badge.tsx'
import { Card } from '../../controls/card.tsx'
import { CopyableCode } from '../../controls/copyable-code.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { useSite } from '../../site/use-site.ts'
import { liveSiteQuery, type LiveSite } from './live-site-query.ts'
import { MomentView } from './moment-view.tsx'
import styles from './profiles.module.css'

const REASONS: Readonly<Record<Reason, { readonly says: string; readonly tone: Tone }>> = {
  TARGETING_MATCH: { says: 'its audience', tone: 'success' },
  SPLIT: { says: 'its share of an experiment', tone: 'success' },
  DEFAULT: { says: 'no experience matched', tone: 'neutral' },
  HOLDOUT: { says: 'held out', tone: 'warning' },
  STALE: { says: 'kept from before', tone: 'warning' },
  DISABLED: { says: 'not in the release', tone: 'warning' },
  ERROR: { says: 'failed', tone: 'danger' },
}

interface Props {
  readonly profile: string
  readonly timezone: string
  readonly summary: ProfileSummary
}

/** What each slot shows this visitor, why, and what they have really seen. */
export function ContentTab({ profile, timezone, summary }: Props) {
  const live = useSuspenseQuery(liveSiteQuery(useSite())).data
  return (
    <MomentView profile={profile} timezone={timezone}>
      {(moment) => (
        <>
          <Slots moment={moment} live={live} timezone={timezone} />
          <Seen summary={summary} live={live} timezone={timezone} />
        </>
      )}
    </MomentView>
  )
}

interface SlotsProps {
  readonly moment: ProfileMoment
  readonly live: LiveSite
  readonly timezone: string
}

function Slots({ moment: { decisions, considered, scheduleChangesAt }, live, timezone }: SlotsProps) {
  const slots = Object.entries(decisions)
  if (slots.length === 0) {
    return (
      <EmptyState kind="first-use" title="The release has no slots">
        A slot is a place on a page that experiences fill.
      </EmptyState>
    )
  }
  return (
    <div className={styles['slots']}>
      {scheduleChangesAt !== null && (
        <p className="muted">
          A schedule changes this next on <Time at={scheduleChangesAt} zone={timezone} form="absolute" />.
        </p>
      )}
      {slots.map(([slot, { reason, experience, variant, fields }]) => {
        const { says, tone } = REASONS[reason]
        return (
          <Card
            key={slot}
            title={nameIn(live.slots, slot)}
            actions={<Badge tone={tone}>{says}</Badge>}
            description={shownBy(live, experience, variant)}
          >
            <div className="stack">
              {(considered[slot]?.length ?? 0) > 0 && (
                <div className="stack-tight">
                  <h3>Why, in the order in which they are asked</h3>
                  <ol className={styles['sentences']}>
                    {considered[slot]?.map((sentence) => (
                      <li key={sentence}>{inWords(sentence, live)}</li>
                    ))}
                  </ol>
                </div>
              )}
              {fields !== null && Object.keys(fields).length > 0 && (
                <details>
                  <summary>The fields, filled in for this visitor</summary>
                  <CopyableCode
                    code={JSON.stringify(fields, null, 2)}
                    label={`Copy the fields of ${nameIn(live.slots, slot)}`}
                  />
                </details>
              )}
            </div>
          </Card>
        )
      })}
    </div>
  )
}

function shownBy(live: LiveSite, experience: string | null, variant: string | null) {
  if (experience === null) return 'Shows its default.'
  const found = live.experiences.find(({ id }) => id === experience)
  const name = found?.name ?? experience
  if (variant === null) return `Shows its default; ${name} decided.`
  return (
    <>
      Shows <strong>{nameIn(found?.variants ?? [], variant)}</strong> of <strong>{name}</strong>.
    </>
  )
}

/** A sentence on an experience with the names that editors gave, in the place of ids. */
function inWords(sentence: string, { experiences, segments }: LiveSite): string {
  const [id = '', ...rest] = sentence.split(': ')
  const said = rest.join(': ').replace(/ is not in ([a-z0-9-]+)\.$/, (_, segment: string) => {
    return ` is not in ${nameIn(segments, segment)}.`
  })
  return `${nameIn(experiences, id)}: ${said}`
}

function nameIn(named: readonly { readonly id: string; readonly name: string }[], id: string): string {
  return named.find((candidate) => candidate.id === id)?.name ?? id
}

interface SeenProps {
  readonly summary: ProfileSummary
  readonly live: LiveSite
  readonly timezone: string
}

function Seen({ summary: { exposures }, live, timezone }: SeenProps) {
  return (
    <Card
      title="What was really seen"
      description="A slot counts as seen once half of it was visible for a second."
      flush={exposures.length > 0}
    >
      {exposures.length === 0 ? (
        <p className="muted">Nothing that an experience decided, yet.</p>
      ) : (
        <Table
          label="Variants that were seen"
          rows={exposures}
          rowKey={({ slot, experience, variant }) => `${slot}/${experience}/${variant ?? ''}`}
          columns={[
            { id: 'slot', header: 'Slot', cell: ({ slot }) => nameIn(live.slots, slot) },
            {
              id: 'experience',
              header: 'Experience',
              cell: ({ experience }) => nameIn(live.experiences, experience),
            },
            {
              id: 'variant',
              header: 'Variant',
              cell: ({ experience, variant }) =>
                variant === null
                  ? 'held out'
                  : nameIn(live.experiences.find(({ id }) => id === experience)?.variants ?? [], variant),
            },
            { id: 'views', header: 'Views', align: 'end', cell: ({ views }) => formatCount(views) },
            {
              id: 'first',
              header: 'First seen',
              cell: ({ firstAt }) => <Time at={firstAt} zone={timezone} />,
            },
            {
              id: 'goals',
              header: 'Goals reached after it',
              cell: ({ conversions }) =>
                conversions.map(({ goal, count }) => `${goal} (${formatCount(count)})`).join(', ') || '–',
            },
          ]}
        />
      )}
    </Card>
  )
}
