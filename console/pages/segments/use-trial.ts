import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { JsonObject } from '../../../shared/json.ts'
import type { Findings } from '../../draft/findings.ts'
import { useSite } from '../../site/use-site.ts'
import { trialQuery, type Trial } from './trial-query.ts'

/** How long nothing is typed before a rule is tried. */
const PAUSE_MS = 300

export interface RunningTrial {
  /** Of the rule as it is, or of the one before while the newer one is tried; undefined: none yet. */
  readonly answer: Trial | undefined
  readonly isRunning: boolean
  readonly error: Error | null
  /** Visitors that are tried beside the sample. */
  readonly chosen: readonly string[]
  choose(refs: readonly string[]): void
}

/** Tries a rule while it is edited, where it can be: a newer rule ends the trial of an older one. */
export function useTrial(segment: JsonObject, { issues }: Findings, mayTry: boolean): RunningTrial {
  const site = useSite()
  const [chosen, choose] = useState<readonly string[]>([])
  const text = JSON.stringify(segment)
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  const query = useQuery({
    ...trialQuery(site, settled, chosen),
    enabled: mayTry && issues.length === 0 && settled === text,
    retry: false,
  })
  return {
    answer: query.data,
    isRunning: query.isFetching || settled !== text,
    error: query.error,
    chosen,
    choose,
  }
}
