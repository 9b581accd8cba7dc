import { useId, useState, type ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import styles from './charts.module.css'

interface Props {
  /** What it shows, in a sentence that can stand for it. */
  readonly summary: string
  /** As of when, and in which zone. */
  readonly note?: ReactNode
  /** The chart. */
  readonly children: ReactNode
  /** The same as a table. */
  readonly table: ReactNode
}

/** A chart with what it says in words, and as a table for whoever would rather read. */
export function ChartFigure({ summary, note, children, table }: Props) {
  const [isTable, setIsTable] = useState(false)
  const id = useId()
  return (
    <figure className="stack-tight" aria-labelledby={id}>
      <div className="spread">
        <p id={id} className="prose">
          {summary}
        </p>
        <Button size="small" variant="quiet" onClick={() => setIsTable(!isTable)}>
          {isTable ? 'Show as a chart' : 'Show as a table'}
        </Button>
      </div>
      <div className={styles['body']}>{isTable ? table : children}</div>
      {note !== undefined && <figcaption className="muted small">{note}</figcaption>}
    </figure>
  )
}
