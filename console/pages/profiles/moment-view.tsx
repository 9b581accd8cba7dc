import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ProfileMoment } from '../../../edge/profile/moment.ts'
import { ApiError } from '../../api-error.ts'
import { Callout } from '../../controls/callout.tsx'
import { Failure } from '../../controls/failure.tsx'
import { Skeleton } from '../../controls/skeleton.tsx'
import { Time } from '../../controls/time.tsx'
import { useSite } from '../../site/use-site.ts'
import { momentQuery } from './moment-query.ts'
import { profilesRoutes } from './routes.ts'
import { TimeControl } from './time-control.tsx'

interface Props {
  readonly profile: string
  readonly timezone: string
  readonly children: (moment: ProfileMoment) => ReactNode
}

/** A profile at the time that was chosen, and the choice. */
export function MomentView({ profile, timezone, children }: Props) {
  const search = profilesRoutes.profile.useSearch()
  const query = useQuery(momentQuery(useSite(), profile, search))
  const { data: moment, error } = query
  return (
    <div className="stack">
      <TimeControl timezone={timezone} />
      {error !== null && <Trouble error={error} onRetry={() => void query.refetch()} />}
      {error === null && moment === undefined && <Skeleton lines={6} />}
      {error === null && moment !== undefined && (
        <>
          <Tense moment={moment} timezone={timezone} isDraft={search.release === 'draft'} />
          {children(moment)}
        </>
      )}
    </div>
  )
}

/** A time or a release that there is not is said where it was chosen. */
function Trouble({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  if (!(error instanceof ApiError) || ![400, 404, 422].includes(error.status)) {
    return <Failure error={error} onRetry={onRetry} />
  }
  return (
    <Callout tone="danger" title={error.message}>
      {error.issues.length > 0 && (
        <ul>
          {error.issues.map(({ pointer, found, expected }) => (
            <li key={pointer}>
              {found} is not {expected}.
            </li>
          ))}
        </ul>
      )}
    </Callout>
  )
}

interface TenseProps {
  readonly moment: ProfileMoment
  readonly timezone: string
  readonly isDraft: boolean
}

function Tense({ moment: { at, tense, release, page, isPersonalized }, timezone, isDraft }: TenseProps) {
  const decider = isDraft ? 'the draft' : `release ${release}`
  const time = <Time at={at} zone={timezone} form="absolute" />
  return (
    <>
      <p className="muted" role="status">
        {tense === 'past' && (
          <>
            As it was on {time}, with what had been received by then, decided by {decider}
          </>
        )}
        {tense === 'present' && (
          <>
            As it is now, {time}, decided by {decider}
          </>
        )}
        {tense === 'future' && (
          <>
            As it will be on {time} if nothing happens, decided by {decider}
          </>
        )}
        {page === null ? ', on no page that is known.' : `, on ${page.url}.`}
      </p>
      {!isPersonalized && (
        <Callout title="Content does not follow from this history">
          This visitor has not allowed personalization: what they are shown follows from the request alone.
        </Callout>
      )}
    </>
  )
}
