import { useSyncExternalStore } from 'react'
import { jobs, type Job } from './jobs.ts'

/** The jobs of this tab, the newest first. */
export const useJobs = (): readonly Job[] => useSyncExternalStore(jobs.subscribe, jobs.list)
