import { notify } from '../controls/notify.ts'

/** What came of a job. */
export interface JobResult {
  /** @default 'success' */
  readonly tone?: 'success' | 'warning'
  readonly title: string
  readonly detail: string
}

/** Long work that goes on whatever page is looked at, as long as the tab is open. */
export interface Job {
  readonly id: number
  readonly site: string
  /** What kind of work it is: a page finds its own by it. */
  readonly kind: string
  readonly title: string
  readonly done: number
  /** Null: it is being found out. */
  readonly all: number | null
  readonly state:
    | { readonly type: 'running' }
    | { readonly type: 'done'; readonly result: JobResult }
    | { readonly type: 'failed'; readonly says: string }
}

/** Says how far a job is. */
export type Report = (done: number, all: number) => void

let list: readonly Job[] = []
let lastId = 0
const listeners = new Set<() => void>()

/** The jobs of this tab, the newest first. */
export const jobs = {
  list: (): readonly Job[] => list,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  /** Begins one, and says when it is over. Ends well or not, but never throws. */
  start: async (
    { site, kind, title }: Pick<Job, 'site' | 'kind' | 'title'>,
    run: (report: Report) => Promise<JobResult>,
  ): Promise<void> => {
    lastId += 1
    const id = lastId
    set([{ id, site, kind, title, done: 0, all: null, state: { type: 'running' } }, ...list])
    try {
      const result = await run((done, all) => change(id, { done, all }))
      change(id, { state: { type: 'done', result } })
      notify({ title: result.title })
    } catch (error) {
      const says = error instanceof Error ? error.message : String(error)
      change(id, { state: { type: 'failed', says } })
      notify({ kind: 'failed', title: `${title} stopped`, description: says })
    }
  },
  /** Takes those that are over from the list. */
  clear: (): void => set(list.filter(({ state }) => state.type === 'running')),
}

function change(id: number, part: Partial<Pick<Job, 'done' | 'all' | 'state'>>): void {
  set(list.map((job) => (job.id === id ? { ...job, ...part } : job)))
}

function set(next: readonly Job[]): void {
  list = next
  for (const tell of listeners) tell()
}
