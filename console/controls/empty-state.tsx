import type { ReactNode } from 'react'
import styles from './empty-state.module.css'
import { Icon, type IconName } from './icon.tsx'

interface Props {
  /**
   * Why there is nothing: `first-use` says what it is for, `no-results` how to see more, `no-permission` who may, `error`
   * what to do, `computing` that it comes.
   */
  readonly kind: 'first-use' | 'no-results' | 'no-permission' | 'error' | 'computing'
  readonly title: string
  readonly children?: ReactNode
  /** One primary action, and at most a link. */
  readonly actions?: ReactNode
}

const ICONS: Readonly<Record<Props['kind'], IconName>> = {
  'first-use': 'plus',
  'no-results': 'search',
  'no-permission': 'eye',
  error: 'warning',
  computing: 'clock',
}

/** What stands where there is nothing to show. */
export function EmptyState({ kind, title, children, actions }: Props) {
  return (
    <div className={styles['empty']} role={kind === 'error' ? 'alert' : undefined}>
      <span className={styles['icon']} data-kind={kind}>
        <Icon name={ICONS[kind]} size={20} />
      </span>
      <h2>{title}</h2>
      {children !== undefined && <div className={styles['text']}>{children}</div>}
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  )
}
