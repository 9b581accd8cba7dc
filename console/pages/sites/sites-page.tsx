import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { Table } from '../../controls/table.tsx'
import { sitesQuery } from '../../session/sites-query.ts'
import { NewSiteDialog } from './new-site-dialog.tsx'
import { sitesRoutes } from './routes.ts'
import styles from './sites-page.module.css'

/** The sites that one has a role on, and new ones. */
export function SitesPage() {
  const { missing } = sitesRoutes.sites.useSearch()
  const { data: sites } = useSuspenseQuery(sitesQuery)
  const [isMaking, setMaking] = useState(false)
  const make = (
    <Button variant="primary" icon="plus" onClick={() => setMaking(true)}>
      New site
    </Button>
  )
  return (
    <main className={styles['page']}>
      <PageHeader
        title="Sites"
        description="A site is one shop, app or magazine: its pages share segments, content and visitors."
        actions={sites.length > 0 && make}
      />
      {missing !== undefined && (
        <Callout tone="warning" title={`You have no role on “${missing}”, or there is no such site.`}>
          Ask one of its admins for an invitation.
        </Callout>
      )}
      {sites.length === 0 ? (
        <Card>
          <EmptyState kind="first-use" title="You have no site yet" actions={make}>
            Make one, put its snippet on a page, and see the first visitor arrive.
          </EmptyState>
        </Card>
      ) : (
        <Card flush>
          <Table
            label="Sites"
            rows={sites}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'name',
                header: 'Name',
                cell: ({ id, name }) => (
                  <Link to="/$site" params={{ site: id }}>
                    {name}
                  </Link>
                ),
              },
              { id: 'id', header: 'Id', cell: ({ id }) => <code>{id}</code> },
              { id: 'role', header: 'Your role', cell: ({ role }) => <Badge>{role}</Badge> },
            ]}
          />
        </Card>
      )}
      <NewSiteDialog open={isMaking} onOpenChange={setMaking} />
    </main>
  )
}
