import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { classNames } from './class-names.ts'

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger'

/** A state in a word. Colour is never all that tells states apart. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={classNames(styles['badge'], styles[tone])}>{children}</span>
}
