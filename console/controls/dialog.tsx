import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './dialog.module.css'
import { classNames } from './class-names.ts'

interface Props {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly description?: ReactNode
  readonly children?: ReactNode
  /** The buttons at its foot; the one that does it last. */
  readonly actions?: ReactNode
  /** @default 'medium' */
  readonly width?: 'medium' | 'wide'
}

/** A window over the page. Escape and a click beside it close it, and the focus goes back to where it was. */
export function Dialog({ open, onOpenChange, title, description, children, actions, width }: Props) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        <Base.Popup className={classNames(styles['popup'], width === 'wide' && styles['wide'])}>
          <header className={styles['header']}>
            <Base.Title>{title}</Base.Title>
            <Base.Close render={<Button variant="quiet" size="small" icon="close" aria-label="Close" />} />
          </header>
          {description !== undefined && (
            <Base.Description className="muted prose">{description}</Base.Description>
          )}
          {children !== undefined && <div className={styles['body']}>{children}</div>}
          {actions !== undefined && <footer className={styles['footer']}>{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
