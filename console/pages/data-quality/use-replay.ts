import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useSite } from '../../site/use-site.ts'
import { replays, type Replay } from './replays.ts'
import type { Waiting } from './replays.ts'

/** Taking events after all that were set aside: it goes on, whatever page one looks at meanwhile. */
export function useReplay(): Replay & {
  readonly isRunning: boolean
  readonly run: (events: readonly Waiting[], onDone: () => void) => void
  readonly runAll: (type: string | undefined, onDone: () => void) => void
} {
  const site = useSite()
  const queries = useQueryClient()
  const replay = useSyncExternalStore(replays.subscribe, () => replays.of(site))
  const renew = (onDone: () => void) => async (): Promise<void> => {
    onDone()
    await queries.invalidateQueries({ queryKey: ['sites', site, 'quarantine'] })
  }
  return {
    ...replay,
    isRunning: replay.progress !== null,
    run: (events, onDone) => void replays.run(site, events).then(renew(onDone)),
    runAll: (type, onDone) => void replays.runAll(site, type).then(renew(onDone)),
  }
}
