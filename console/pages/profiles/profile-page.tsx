import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Suspense } from 'react'
import { ApiError } from '../../api-error.ts'
import { Badge } from '../../controls/badge.tsx'
import { ButtonLink } from '../../controls/button-link.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { Skeleton } from '../../controls/skeleton.tsx'
import { Tabs } from '../../controls/tabs.tsx'
import { useSite } from '../../site/use-site.ts'
import { ContentTab } from './content-tab.tsx'
import { liveSiteQuery } from './live-site-query.ts'
import { ProfileActions } from './profile-actions.tsx'
import { ProfileFacts } from './profile-facts.tsx'
import { kindOf, profileNameOf } from './profile-name-of.ts'
import { profilesRoutes, type ProfileTab } from './routes.ts'
import { SegmentsTab } from './segments-tab.tsx'
import { SessionsTab } from './sessions-tab.tsx'
import { summaryQuery } from './summary-query.ts'
import { TimelineTab } from './timeline-tab.tsx'
import { TraitsTab } from './traits-tab.tsx'

/** One profile: who it is, what it did, which segments it is in and why, what it is shown. */
export function ProfilePage() {
  const site = useSite()
  const { profile } = profilesRoutes.profile.useParams()
  const { data, error } = useQuery(summaryQuery(site, profile))
  if (error instanceof ApiError && error.status === 404) return <NoSuchProfile profile={profile} />
  if (error !== null) throw error
  return data === undefined ? <Skeleton lines={8} /> : <Profile />
}

function NoSuchProfile({ profile }: { readonly profile: string }) {
  const site = useSite()
  return (
    <>
      <PageHeader title="No such profile" />
      <Card>
        <EmptyState
          kind="no-results"
          title={`Nothing is known of ${profile}`}
          actions={
            <ButtonLink to="/$site/profiles" params={{ site }}>
              All profiles
            </ButtonLink>
          }
        >
          It was never there, or it was erased.
        </EmptyState>
      </Card>
    </>
  )
}

function Profile() {
  const site = useSite()
  const { profile } = profilesRoutes.profile.useParams()
  const { tab = 'timeline' } = profilesRoutes.profile.useSearch()
  const navigate = useNavigate({ from: '/$site/profiles/$profile' })
  const { data: summary } = useSuspenseQuery(summaryQuery(site, profile))
  const { timezone } = useSuspenseQuery(liveSiteQuery(site)).data
  const name = profileNameOf({
    key: summary.key,
    userId: summary.userId,
    traits: Object.fromEntries(summary.traits.map((trait) => [trait.name, trait.value])),
  })
  const waiting = <Skeleton lines={6} />
  return (
    <>
      <PageHeader
        title={name}
        badges={<Badge>{kindOf(summary.key)}</Badge>}
        parents={
          <Link to="/$site/profiles" params={{ site }}>
            Profiles
          </Link>
        }
        actions={<ProfileActions profile={profile} name={name} />}
      />
      <ProfileFacts summary={summary} timezone={timezone} />
      <Tabs<ProfileTab>
        label="What is known of this profile"
        value={tab}
        onChange={(next) => void navigate({ search: (search) => ({ ...search, tab: next }), replace: true })}
        tabs={[
          {
            value: 'timeline',
            label: 'Timeline',
            content: (
              <Suspense fallback={waiting}>
                <TimelineTab profile={profile} timezone={timezone} />
              </Suspense>
            ),
          },
          {
            value: 'segments',
            label: 'Segments',
            content: <SegmentsTab profile={profile} timezone={timezone} />,
          },
          {
            value: 'content',
            label: 'What it is shown',
            content: <ContentTab profile={profile} timezone={timezone} summary={summary} />,
          },
          {
            value: 'traits',
            label: 'Traits',
            content: <TraitsTab summary={summary} timezone={timezone} />,
          },
          {
            value: 'sessions',
            label: 'Sessions',
            content: <SessionsTab summary={summary} timezone={timezone} />,
          },
        ]}
      />
    </>
  )
}
