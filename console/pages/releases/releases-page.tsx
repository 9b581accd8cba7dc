import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Badge } from '../../controls/badge.tsx'
import { ButtonLink } from '../../controls/button-link.tsx'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { useSite } from '../../site/use-site.ts'
import { releasesQuery } from './releases-query.ts'

/** What was published, when, by whom and why. */
export function ReleasesPage() {
  const site = useSite()
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(
    releasesQuery(site),
  )
  const releases = data.pages.flat()
  const newest = releases[0]?.number
  return (
    <>
      <PageHeader
        title="Releases"
        description="All that was ever published. A release never changes; going back to one makes a new one."
      />
      {releases.length === 0 ? (
        <Card>
          <EmptyState
            kind="first-use"
            title="Nothing is published yet"
            actions={
              <ButtonLink to="/$site/publish" params={{ site }} variant="primary">
                Look at the draft
              </ButtonLink>
            }
          >
            The first release makes the site’s key known, so that pages can send events.
          </EmptyState>
        </Card>
      ) : (
        <Card flush>
          <Table
            label="Releases"
            rows={releases}
            rowKey={({ number }) => String(number)}
            columns={[
              {
                id: 'number',
                header: 'Release',
                cell: ({ number }) => (
                  <span className="row">
                    <Link to="/$site/releases/$number" params={{ site, number: String(number) }}>
                      Release {number}
                    </Link>
                    {number === newest && <Badge tone="success">live</Badge>}
                  </span>
                ),
              },
              {
                id: 'message',
                header: 'What and why',
                cell: ({ message, rollbackTo }) => (
                  <span className="row">
                    {rollbackTo !== null && <Badge tone="warning">back to {rollbackTo}</Badge>}
                    {message ?? <span className="muted">No word on it</span>}
                  </span>
                ),
              },
              { id: 'author', header: 'By', cell: ({ author }) => author ?? 'unknown' },
              { id: 'at', header: 'When', cell: ({ publishedAt }) => <Time at={publishedAt} /> },
            ]}
          />
        </Card>
      )}
      {hasNextPage && (
        <div>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Older releases
          </Button>
        </div>
      )}
    </>
  )
}
