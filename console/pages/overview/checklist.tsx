import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { CopyableCode } from '../../controls/copyable-code.tsx'
import { Icon } from '../../controls/icon.tsx'
import { snippetOf } from '../../site/snippet-of.ts'
import { useSite } from '../../site/use-site.ts'
import styles from './checklist.module.css'
import { isComplete, type Progress } from './progress.ts'

interface Props {
  readonly progress: Progress
  /** The key that the site's pages are to have; null: it has none. */
  readonly writeKey: string | null
}

interface Step {
  readonly title: string
  readonly done: boolean
  readonly how: ReactNode
}

/** The way from an empty site to the first content that a visitor saw; each step is ticked by what really happened. */
export function Checklist({ progress, writeKey }: Props) {
  const site = useSite()
  const key = `edgewise.checklist.${site}`
  const [isDismissed, setDismissed] = useState(() => localStorage.getItem(key) === 'dismissed')
  if (isDismissed || isComplete(progress)) return null
  const to = (path: string, label: string) => (
    // `as`: addresses of pages by their names; the router says where there is none
    <Link to={`/${site}/${path}` as '/'}>{label}</Link>
  )
  const steps: readonly Step[] = [
    {
      title: 'Put the snippet on your pages',
      done: progress.firstEvent,
      how: (
        <div className="stack-tight">
          <p>
            It goes into the head of every page. If the pages have another origin than this Worker, allow it
            under{' '}
            <Link to="/$site/settings" params={{ site }} search={{ tab: 'install' }}>
              Settings, Pages and keys
            </Link>
            .
          </p>
          {writeKey !== null && <CopyableCode label="Copy the snippet" code={snippetOf(writeKey)} />}
          <p className="muted" role="status">
            Waiting for the first event. It is seen here at most half a minute after it came.
          </p>
        </div>
      ),
    },
    {
      title: 'Say who: a segment',
      done: progress.segment,
      how: (
        <p>
          A segment is a rule and the visitors who meet it, now. {to('segments', 'Make the first segment')}
        </p>
      ),
    },
    {
      title: 'Say what: an experience with a variant',
      done: progress.experience,
      how: (
        <p>
          An experience shows a segment other content in a slot of the page.{' '}
          {to('slots', 'Choose a slot, and make the first')}
        </p>
      ),
    },
    {
      title: 'Publish',
      done: progress.published,
      how: (
        <p>
          Nothing you edit reaches a visitor before.{' '}
          <Link to="/$site/publish" params={{ site }}>
            Look at the changes
          </Link>
        </p>
      ),
    },
    {
      title: 'A visitor sees it',
      done: progress.decision,
      how: <p className="muted">Nothing to do: open the page as somebody whom the segment is about.</p>,
    },
  ]
  const next = steps.findIndex(({ done }) => !done)
  return (
    <Card
      title="From nothing to personal"
      description={`${steps.filter(({ done }) => done).length} of ${steps.length} steps are done.`}
      actions={
        <Button
          variant="quiet"
          size="small"
          onClick={() => {
            localStorage.setItem(key, 'dismissed')
            setDismissed(true)
          }}
        >
          Do not show this
        </Button>
      }
    >
      <ol className={styles['steps']}>
        {steps.map(({ title, done, how }, index) => (
          <li key={title} className={styles['step']} data-done={done || undefined}>
            <span className={styles['mark']}>{done ? <Icon name="check" size={14} /> : index + 1}</span>
            <div className="stack-tight">
              <h3>
                {title}
                {done && <span className="visually-hidden">: done</span>}
              </h3>
              {index === next && how}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}
