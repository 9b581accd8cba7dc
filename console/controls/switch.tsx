import { Switch as Base } from '@base-ui/react/switch'
import { useId, type ReactNode } from 'react'
import styles from './switch.module.css'

interface Props {
  readonly label: string
  /** What it means when it is on. */
  readonly description?: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
}

/** Something that is on or off. */
export function Switch({ label, description, checked, onChange, disabled }: Props) {
  const id = useId()
  return (
    <div className={styles['row']}>
      <Base.Root
        className={styles['switch']}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled ?? false}
        aria-labelledby={`${id}-label`}
        aria-describedby={description === undefined ? undefined : `${id}-description`}
      >
        <Base.Thumb className={styles['thumb']} />
      </Base.Root>
      <div>
        <label id={`${id}-label`} onClick={() => disabled !== true && onChange(!checked)}>
          {label}
        </label>
        {description !== undefined && (
          <p id={`${id}-description`} className="muted small prose">
            {description}
          </p>
        )}
      </div>
    </div>
  )
}
