import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, type ReactNode } from 'react'
import { PageHeader } from '../../controls/page-header.tsx'
import { Skeleton } from '../../controls/skeleton.tsx'
import { Tabs } from '../../controls/tabs.tsx'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { settingsRoutes, type SettingsTab } from './routes.ts'
import { SiteSettings } from './site-settings.tsx'

const InstallSettings = lazy(async () => ({
  default: (await import('./install-settings.tsx')).InstallSettings,
}))
const DataSettings = lazy(async () => ({ default: (await import('./data-settings.tsx')).DataSettings }))
const PeopleSettings = lazy(async () => ({ default: (await import('./people-settings.tsx')).PeopleSettings }))
const KeySettings = lazy(async () => ({ default: (await import('./key-settings.tsx')).KeySettings }))
const AuditLog = lazy(async () => ({ default: (await import('./audit-log.tsx')).AuditLog }))

/** What holds for the whole site, who works on it, and what was done. */
export function SettingsPage() {
  const site = useSite()
  const navigate = useNavigate()
  const isAdmin = useMay('admin')
  const { tab = 'site' } = settingsRoutes.settings.useSearch()
  const tabs: readonly { value: SettingsTab; label: string; content: ReactNode }[] = [
    { value: 'site', label: 'Site', content: <SiteSettings /> },
    { value: 'install', label: 'Pages and keys', content: <InstallSettings /> },
    { value: 'data', label: 'Data', content: <DataSettings /> },
    ...(isAdmin
      ? ([
          { value: 'people', label: 'People', content: <PeopleSettings /> },
          { value: 'keys', label: 'Server keys', content: <KeySettings /> },
          { value: 'audit', label: 'Audit', content: <AuditLog /> },
        ] as const)
      : []),
  ]
  return (
    <>
      <PageHeader
        title="Settings"
        description="Site, pages and data are part of the draft: they hold once they are published. People and server keys hold at once."
      />
      <Tabs
        label="Settings"
        value={tabs.some(({ value }) => value === tab) ? tab : 'site'}
        onChange={(value) =>
          void navigate({ to: '/$site/settings', params: { site }, search: { tab: value } })
        }
        tabs={tabs.map((one) => ({
          ...one,
          content: <Suspense fallback={<Skeleton lines={6} />}>{one.content}</Suspense>,
        }))}
      />
    </>
  )
}
