import { Outlet } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { Skeleton } from '../controls/skeleton.tsx'
import { Conflicts } from '../draft/conflicts.tsx'
import { lastSite } from '../site/last-site.ts'
import { useSite } from '../site/use-site.ts'
import { Navigation } from './navigation.tsx'
import styles from './shell.module.css'
import { TopBar } from './top-bar.tsx'
import { UnsavedGuard } from './unsaved-guard.tsx'

/** What stands round every page of a site. */
export function Shell() {
  const site = useSite()
  useEffect(() => lastSite.write(site), [site])
  return (
    <div className={styles['shell']} key={site}>
      <a className={styles['skip']} href="#page">
        To the page
      </a>
      <TopBar />
      <Navigation />
      <main id="page" className={styles['page']} tabIndex={-1}>
        <Suspense fallback={<Skeleton lines={6} />}>
          <Outlet />
        </Suspense>
      </main>
      <UnsavedGuard />
      <Suspense fallback={null}>
        <Conflicts />
      </Suspense>
    </div>
  )
}
