import { Select as Base } from '@base-ui/react/select'
import { Field, type FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'
import popup from './popup.module.css'
import styles from './select.module.css'

export interface Option<T extends string> {
  readonly value: T
  readonly label: string
  /** A word on what choosing it means. */
  readonly hint?: string
}

type Props<T extends string> = FieldProps & {
  readonly value: T | null
  readonly onChange: (value: T) => void
  readonly options: readonly Option<T>[]
  readonly placeholder?: string
  readonly disabled?: boolean
}

/** One of a few; of many choose by `Combobox`. */
export function Select<T extends string>({
  value,
  onChange,
  options,
  placeholder,
  disabled,
  ...field
}: Props<T>) {
  return (
    <Field {...field}>
      <Base.Root
        value={value}
        items={options}
        disabled={disabled ?? false}
        // `as`: the options have the values
        onValueChange={(next) => next !== null && onChange(next as T)}
      >
        <Base.Trigger
          className={styles['trigger']}
          aria-label={field.hideLabel === true ? field.label : undefined}
        >
          <Base.Value placeholder={placeholder ?? 'Choose …'} />
          <Base.Icon>
            <Icon name="chevron" size={14} />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={popup['positioner']} sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className={popup['popup']}>
              <Base.List>
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} className={popup['item']}>
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.hint !== undefined && <small className="muted">{option.hint}</small>}
                    <Base.ItemIndicator className={popup['indicator']}>
                      <Icon name="check" size={14} />
                    </Base.ItemIndicator>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  )
}
