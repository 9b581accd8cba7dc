import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import styles from './tabs.module.css'

export interface Tab<T extends string> {
  readonly value: T
  readonly label: ReactNode
  readonly content: ReactNode
}

interface Props<T extends string> {
  /** What the tabs are of, for readers. */
  readonly label: string
  /** The one that is open; keep it in the address where it matters. */
  readonly value: T
  readonly onChange: (value: T) => void
  readonly tabs: readonly Tab<T>[]
}

/** Several views of one thing, one at a time. */
export function Tabs<T extends string>({ label, value, onChange, tabs }: Props<T>) {
  return (
    // `as`: the tabs have the values
    <Base.Root value={value} onValueChange={(next) => onChange(next as T)}>
      <Base.List className={styles['list']} aria-label={label}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={styles['tab']}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className={styles['panel']}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
