import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import styles from './tooltip.module.css'
import popup from './popup.module.css'

interface Props {
  /** What it says; nothing that is needed to use the page. */
  readonly text: ReactNode
  /** What it is of; something that can have the focus. */
  readonly children: ReactElement<Record<string, unknown>>
}

/** A word more on something, when it is pointed at or has the focus. */
export function Tooltip({ text, children }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner className={popup['positioner']} sideOffset={6}>
          <Base.Popup className={styles['tooltip']}>{text}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
