import { Callout } from '../controls/callout.tsx'
import { formatCount } from '../controls/format-count.ts'
import type { Job } from './jobs.ts'
import styles from './jobs.module.css'

/** How far a job is, or what came of it. */
export function JobProgress({ job: { title, done, all, state } }: { readonly job: Job }) {
  switch (state.type) {
    case 'running':
      return (
        <div className="stack-tight">
          <p role="status">
            {title}:{' '}
            {all === null ? 'finding out how much there is …' : `${formatCount(done)} of ${formatCount(all)}`}
          </p>
          <progress
            className={styles['progress']}
            aria-label={title}
            {...(all !== null && { value: done, max: all })}
          />
        </div>
      )
    case 'done':
      return (
        <Callout tone={state.result.tone ?? 'success'} title={state.result.title}>
          {state.result.detail}
        </Callout>
      )
    case 'failed':
      return (
        <Callout tone="danger" title={`${title} stopped`}>
          {state.says} What was done stays done: begin again for the rest.
        </Callout>
      )
  }
}
