import type { ReactNode } from 'react'
import styles from './callout.module.css'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'

interface Props {
  /** @default 'info' */
  readonly tone?: 'info' | 'success' | 'warning' | 'danger'
  readonly title?: ReactNode
  readonly children?: ReactNode
  /** Buttons. */
  readonly actions?: ReactNode
}

const ICONS = { info: 'info', success: 'check', warning: 'warning', danger: 'warning' } satisfies Record<
  string,
  IconName
>

/** Something to know before going on, in the place that it concerns. What is wrong is announced. */
export function Callout({ tone = 'info', title, children, actions }: Props) {
  return (
    <div
      className={classNames(styles['callout'], styles[tone])}
      role={tone === 'danger' ? 'alert' : undefined}
    >
      <span className={styles['icon']}>
        <Icon name={ICONS[tone]} />
      </span>
      <div className={styles['text']}>
        {title !== undefined && <strong>{title}</strong>}
        {children !== undefined && <div>{children}</div>}
        {actions !== undefined && <div className="row">{actions}</div>}
      </div>
    </div>
  )
}
