import { useId, type ReactNode } from 'react'
import styles from './card.module.css'

interface Props {
  readonly title?: ReactNode
  readonly description?: ReactNode
  /** Beside the title. */
  readonly actions?: ReactNode
  readonly children?: ReactNode
  /** Whether its content goes to its edges, as tables do. @default false */
  readonly flush?: boolean
}

/** One matter of a page, with a heading that names the region. */
export function Card({ title, description, actions, children, flush = false }: Props) {
  const id = useId()
  return (
    <section className={styles['card']} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <header className={styles['header']}>
          <div>
            <h2 id={id}>{title}</h2>
            {description !== undefined && <p className="muted prose">{description}</p>}
          </div>
          {actions !== undefined && <div className="row">{actions}</div>}
        </header>
      )}
      <div className={flush ? styles['flush'] : styles['body']}>{children}</div>
    </section>
  )
}
