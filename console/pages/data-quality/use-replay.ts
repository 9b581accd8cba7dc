import { useQueryClient } from '@tanstack/react-query'
import { jobs, type Job } from '../../jobs/jobs.ts'
import { useJobs } from '../../jobs/use-jobs.ts'
import { useSite } from '../../site/use-site.ts'
import { replay } from './replay.ts'

const KIND = 'replay'

/** Taking events after all that were set aside, as a job; the newest one of this site. */
export function useReplay(): {
  readonly job: Job | undefined
  readonly start: (which: Parameters<typeof replay>[1]) => void
} {
  const site = useSite()
  const queries = useQueryClient()
  const job = useJobs().find((candidate) => candidate.kind === KIND && candidate.site === site)
  const start = async (which: Parameters<typeof replay>[1]): Promise<void> => {
    await jobs.start({ site, kind: KIND, title: 'Replay' }, (report) => replay(site, which, report))
    await queries.invalidateQueries({ queryKey: ['sites', site, 'quarantine'] })
  }
  return { job, start: (which) => void start(which) }
}
