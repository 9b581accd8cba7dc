import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { JobProgress } from './job-progress.tsx'
import { jobs } from './jobs.ts'
import { useJobs } from './use-jobs.ts'

/** The way to what goes on in this tab, and to what came of it. */
export function JobsTray() {
  const list = useJobs()
  const [isOpen, setOpen] = useState(false)
  const running = list.filter(({ state }) => state.type === 'running').length
  return (
    <>
      <Button variant="quiet" size="small" icon="clock" onClick={() => setOpen(true)}>
        {running > 0 ? `${running} running` : `${list.length} done`}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Jobs"
        description="Long work goes on whatever page you look at, as long as this tab is open."
        actions={
          <Button
            disabled={running === list.length}
            onClick={() => {
              setOpen(false)
              jobs.clear()
            }}
          >
            Clear what is done
          </Button>
        }
      >
        <ul className="stack" aria-label="Jobs">
          {list.map((job) => (
            <li key={job.id}>
              <JobProgress job={job} />
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  )
}
