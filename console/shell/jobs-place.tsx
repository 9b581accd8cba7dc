import { lazy, Suspense } from 'react'
import { useJobs } from '../jobs/use-jobs.ts'

const JobsTray = lazy(async () => ({ default: (await import('../jobs/jobs-tray.tsx')).JobsTray }))

/** Where jobs are shown once there are any: until then nothing is loaded for them. */
export function JobsPlace() {
  if (useJobs().length === 0) return null
  return (
    <Suspense fallback={null}>
      <JobsTray />
    </Suspense>
  )
}
