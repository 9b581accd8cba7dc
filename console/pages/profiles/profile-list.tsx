import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { useSite } from '../../site/use-site.ts'
import { describeValue } from './describe-value.ts'
import { kindOf, profileNameOf } from './profile-name-of.ts'
import { profilesQuery } from './profiles-query.ts'
import type { ProfilesSearch } from './routes.ts'

const SHOWN_SEGMENTS = 3
const SHOWN_TRAITS = 3

interface Props {
  readonly found: ProfilesSearch
  readonly segments: readonly { readonly id: string; readonly name: string }[]
  readonly onClear: () => void
}

/** The profiles that were found, the one that was there last first. */
export function ProfileList({ found, segments, onClear }: Props) {
  const site = useSite()
  const query = useSuspenseInfiniteQuery(profilesQuery(site, found))
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = query
  const profiles = data.pages.flatMap((page) => page.profiles)
  const isMissing = data.pages.some(({ missingShards }) => missingShards.length > 0)
  const nameOf = (segment: string) => segments.find(({ id }) => id === segment)?.name ?? segment
  if (profiles.length === 0) return <Nobody found={found} onClear={onClear} />
  return (
    <>
      {isMissing && (
        <Callout tone="warning" title="Some profiles are missing here">
          A part of the sums did not answer. Look again in a moment.
        </Callout>
      )}
      <Card flush>
        <Table
          label="Profiles"
          rows={profiles}
          rowKey={({ key }) => key}
          columns={[
            {
              id: 'name',
              header: 'Profile',
              cell: (profile) => (
                <span className="row">
                  <Link to="/$site/profiles/$profile" params={{ site, profile: profile.key }}>
                    {profileNameOf(profile)}
                  </Link>
                  <Badge>{kindOf(profile.key)}</Badge>
                </span>
              ),
            },
            {
              id: 'segments',
              header: 'In the segments',
              cell: ({ segments: members }) => (
                <span className="row">
                  {members.slice(0, SHOWN_SEGMENTS).map((id) => (
                    <Badge key={id} tone="info">
                      {nameOf(id)}
                    </Badge>
                  ))}
                  {members.length > SHOWN_SEGMENTS && (
                    <span className="muted">and {members.length - SHOWN_SEGMENTS} more</span>
                  )}
                  {members.length === 0 && <span className="muted">none</span>}
                </span>
              ),
            },
            {
              id: 'traits',
              header: 'Traits',
              cell: ({ traits }) => (
                <span className="muted">
                  {Object.entries(traits)
                    .slice(0, SHOWN_TRAITS)
                    .map(([name, value]) => `${name}: ${describeValue(value)}`)
                    .join(', ') || '–'}
                </span>
              ),
            },
            { id: 'seen', header: 'Last seen', cell: ({ seenAt }) => <Time at={seenAt} /> },
          ]}
        />
      </Card>
      {hasNextPage && (
        <div>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  )
}

function Nobody({ found: { search, segment }, onClear }: Pick<Props, 'found' | 'onClear'>) {
  const isFiltered = search !== undefined || segment !== undefined
  return (
    <Card>
      {isFiltered ? (
        <EmptyState
          kind="no-results"
          title={search === undefined ? 'Nobody is in this segment' : `Nobody is found by “${search}”`}
          actions={<Button onClick={onClear}>Show everybody</Button>}
        >
          Found is who has this id, or whose user id, or a word of whose traits, begins like that. Whoever has
          just come is here half a minute later.
        </EmptyState>
      ) : (
        <EmptyState kind="first-use" title="Nobody has been here yet">
          Once a page with the site’s snippet is opened, and its visitor consents, they are listed half a
          minute later.
        </EmptyState>
      )}
    </Card>
  )
}
