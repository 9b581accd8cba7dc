import { Checkbox as Base } from '@base-ui/react/checkbox'
import { useId } from 'react'
import styles from './checkbox.module.css'
import { Icon } from './icon.tsx'

interface Props {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
  /** Whether the label is only for readers. @default false */
  readonly hideLabel?: boolean
}

/** Something that is chosen or not, among others. */
export function Checkbox({ label, checked, onChange, disabled, hideLabel = false }: Props) {
  const id = useId()
  return (
    <div className={styles['row']}>
      <Base.Root
        className={styles['checkbox']}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled ?? false}
        aria-labelledby={id}
      >
        <Base.Indicator className={styles['indicator']}>
          <Icon name="check" size={14} />
        </Base.Indicator>
      </Base.Root>
      <label
        id={id}
        className={hideLabel ? 'visually-hidden' : undefined}
        onClick={() => disabled !== true && onChange(!checked)}
      >
        {label}
      </label>
    </div>
  )
}
