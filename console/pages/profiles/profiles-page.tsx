import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { Select } from '../../controls/select.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { currentReleaseQuery } from '../../draft/current-release-query.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { withSearch } from '../../site/with-search.ts'
import { liveSiteQuery } from './live-site-query.ts'
import { ProfileList } from './profile-list.tsx'
import styles from './profiles.module.css'
import { profilesRoutes } from './routes.ts'

/** No segment is called so. */
const EVERYBODY = '*'

/** Everybody who has been there, and a way to find one. */
export function ProfilesPage() {
  const { data: release } = useSuspenseQuery(currentReleaseQuery(useSite()))
  const mayRead = useMay('editor')
  return (
    <>
      <PageHeader
        title="Profiles"
        description="Everybody who has been on the site and let themselves be known, as of half a minute ago. Each is one browser, or one user of a server."
      />
      {!mayRead && (
        <EmptyState kind="no-permission" title="Profiles are for editors">
          They say what single people did. An admin of the site can make you an editor.
        </EmptyState>
      )}
      {mayRead && release === null && (
        <Card>
          <EmptyState kind="first-use" title="Nothing is published yet">
            Visitors are known from the first release on.
          </EmptyState>
        </Card>
      )}
      {mayRead && release !== null && <Profiles />}
    </>
  )
}

function Profiles() {
  const found = profilesRoutes.profiles.useSearch()
  const { segments } = useSuspenseQuery(liveSiteQuery(useSite())).data
  const navigate = useNavigate({ from: '/$site/profiles' })
  const [typed, setTyped] = useState(found.search ?? '')
  const change = (next: { search?: string | undefined; segment?: string | undefined }): void =>
    void navigate({ search: withSearch(found, next), replace: true })
  return (
    <>
      <form
        role="search"
        className={styles['search']}
        onSubmit={(event) => {
          event.preventDefault()
          change({ search: typed.trim() || undefined })
        }}
      >
        <TextField
          label="Find a profile"
          type="search"
          placeholder="An id, an e-mail address, a name …"
          value={typed}
          onChange={(text) => {
            setTyped(text)
            if (text === '') change({ search: undefined })
          }}
        />
        <Button type="submit" icon="search">
          Find
        </Button>
        <Select
          label="In the segment"
          value={found.segment ?? EVERYBODY}
          onChange={(segment) => change({ segment: segment === EVERYBODY ? undefined : segment })}
          options={[
            { value: EVERYBODY, label: 'Everybody' },
            ...segments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </form>
      <ProfileList
        found={found}
        segments={segments}
        onClear={() => {
          setTyped('')
          change({ search: undefined, segment: undefined })
        }}
      />
    </>
  )
}
