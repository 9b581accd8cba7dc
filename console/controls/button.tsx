import type { ComponentProps, ReactNode } from 'react'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'

export interface ButtonLook {
  /** One `primary` a view. @default 'secondary' */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** @default 'medium' */
  readonly size?: 'small' | 'medium'
  readonly icon?: IconName
}

type Props = ButtonLook &
  ComponentProps<'button'> & {
    /** What it began is still under way: it stays as wide as it is and cannot be pressed again. */
    readonly busy?: boolean
  }

/** A button; with an icon alone it needs an `aria-label`. */
export function Button({ variant, size, icon, busy = false, children, className, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(buttonClass({ variant, size, isIcon: children === undefined }), className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled'] || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      <ButtonContent icon={icon}>{children}</ButtonContent>
    </button>
  )
}

/** What stands in a button, also in what only looks like one. */
export function ButtonContent({ icon, children }: { icon?: IconName | undefined; children?: ReactNode }) {
  return (
    <>
      {icon !== undefined && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </>
  )
}

interface Look {
  readonly variant?: ButtonLook['variant'] | undefined
  readonly size?: ButtonLook['size'] | undefined
  readonly isIcon?: boolean
}

/** The classes of a button, for links and triggers that look like one. */
export function buttonClass({ variant = 'secondary', size = 'medium', isIcon = false }: Look): string {
  return classNames(styles['button'], styles[variant], styles[size], isIcon && styles['icon'])
}
