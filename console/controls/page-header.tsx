import { useEffect, type ReactNode } from 'react'
import styles from './page-header.module.css'

interface Props {
  readonly title: string
  /** Beside the title: state and revision. */
  readonly badges?: ReactNode
  /** What this page is for, in a sentence. */
  readonly description?: ReactNode
  /** The one primary action last. */
  readonly actions?: ReactNode
  /** Where this page belongs: links to the pages above it. */
  readonly parents?: ReactNode
}

/** The head of a page; its title is the tab's, too. */
export function PageHeader({ title, badges, description, actions, parents }: Props) {
  useEffect(() => {
    document.title = `${title} · Edgewise`
  }, [title])
  return (
    <header className={styles['header']}>
      {parents !== undefined && (
        <nav className={styles['parents']} aria-label="Breadcrumb">
          {parents}
        </nav>
      )}
      <div className="spread">
        <div className="row">
          <h1>{title}</h1>
          {badges}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </div>
      {description !== undefined && <p className="muted prose">{description}</p>}
    </header>
  )
}
