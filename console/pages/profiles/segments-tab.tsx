import { useSuspenseQuery } from '@tanstack/react-query'
import type { ProfileMoment } from '../../../edge/profile/moment.ts'
import { Badge } from '../../controls/badge.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { Time } from '../../controls/time.tsx'
import { ExplanationTree } from '../../explanation/explanation-tree.tsx'
import { useSite } from '../../site/use-site.ts'
import { liveSiteQuery } from './live-site-query.ts'
import { MomentView } from './moment-view.tsx'
import styles from './profiles.module.css'

interface Props {
  readonly profile: string
  readonly timezone: string
}

/** Which segments a profile is in, why, since when, and what would change that. */
export function SegmentsTab({ profile, timezone }: Props) {
  return (
    <MomentView profile={profile} timezone={timezone}>
      {({ segments, next }) => {
        const inside = segments.filter(({ member }) => member)
        const outside = segments.filter(({ member }) => !member)
        return (
          <>
            <Card title={`In ${inside.length} of ${segments.length} segments`}>
              {inside.length === 0 ? (
                <p className="muted">In none, at this time.</p>
              ) : (
                <SegmentList segments={inside} timezone={timezone} />
              )}
            </Card>
            <NextChanges next={next} timezone={timezone} />
            {outside.length > 0 && (
              <Card title="Not in">
                <SegmentList segments={outside} timezone={timezone} />
              </Card>
            )}
            {segments.length === 0 && <EmptyState kind="first-use" title="The release has no segments" />}
          </>
        )
      }}
    </MomentView>
  )
}

function SegmentList({ segments, timezone }: Pick<ProfileMoment, 'segments'> & { timezone: string }) {
  return (
    <ul>
      {segments.map(({ segment, name, member, truth, sentence, since, changesAt, when }) => (
        <li key={segment} className={styles['segment']}>
          <details>
            <summary>
              <span className={styles['summary']}>
                <strong>{name}</strong>
                <Badge tone={member ? 'success' : 'neutral'}>
                  {member ? 'in' : truth === 'unknown' ? 'not known' : 'out'}
                </Badge>
                {since !== null && (
                  <span className="muted small">
                    since <Time at={since} zone={timezone} />
                  </span>
                )}
                {changesAt !== null && (
                  <span className="muted small">
                    {member ? 'would leave' : 'would change'} <Time at={changesAt} zone={timezone} />
                  </span>
                )}
              </span>
            </summary>
            <div className={styles['why']}>
              <p className="prose">{sentence}</p>
              <ExplanationTree explanation={when} zone={timezone} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}

function NextChanges({ next, timezone }: Pick<ProfileMoment, 'next'> & { timezone: string }) {
  const { segments, experiences } = useSuspenseQuery(liveSiteQuery(useSite())).data
  const nameOf = (id: string): string => {
    const experience = id.startsWith('experience:') ? id.slice('experience:'.length) : null
    if (experience === null) return segments.find((segment) => segment.id === id)?.name ?? id
    const name = experiences.find((candidate) => candidate.id === experience)?.name ?? experience
    return `the audience of ${name}`
  }
  return (
    <Card
      title="What changes next if nothing happens"
      description="Rules that look at time change by themselves, at just these instants."
    >
      {next.length === 0 ? (
        <p className="muted">Nothing, by time alone.</p>
      ) : (
        <ol className="stack-tight">
          {next.map(({ at, segment, type }) => (
            <li key={`${at}${segment}${type}`}>
              <Time at={at} zone={timezone} form="absolute" />: {type === 'entered' ? 'enters' : 'leaves'}{' '}
              <strong>{nameOf(segment)}</strong>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
