import { Combobox as Base } from '@base-ui/react/combobox'
import { Field, type FieldProps } from './field.tsx'
import fieldStyles from './field.module.css'
import { Icon } from './icon.tsx'
import popup from './popup.module.css'
import type { Option } from './select.tsx'

type Props<T extends string> = FieldProps & {
  readonly value: T | null
  readonly onChange: (value: T) => void
  readonly options: readonly Option<T>[]
  readonly placeholder?: string
  /** What to say where nothing fits what was typed. @default 'Nothing fits.' */
  readonly emptyText?: string
}

/** One of many: what is typed narrows them down. */
export function Combobox<T extends string>({
  value,
  onChange,
  options,
  placeholder,
  emptyText = 'Nothing fits.',
  ...field
}: Props<T>) {
  const chosen = options.find((option) => option.value === value) ?? null
  return (
    <Field {...field}>
      <Base.Root
        items={options}
        value={chosen}
        onValueChange={(option: Option<T> | null) => option !== null && onChange(option.value)}
        itemToStringLabel={(option: Option<T>) => option.label}
        isItemEqualToValue={(option: Option<T>, other: Option<T>) => option.value === other.value}
      >
        <Base.Input
          className={fieldStyles['input']}
          placeholder={placeholder}
          aria-label={field.hideLabel === true ? field.label : undefined}
        />
        <Base.Portal>
          <Base.Positioner className={popup['positioner']} sideOffset={4}>
            <Base.Popup className={popup['popup']}>
              <Base.Empty className={popup['empty']}>{emptyText}</Base.Empty>
              <Base.List>
                {(option: Option<T>) => (
                  <Base.Item key={option.value} value={option} className={popup['item']}>
                    <span>{option.label}</span>
                    {option.hint !== undefined && <small className="muted">{option.hint}</small>}
                    <Base.ItemIndicator className={popup['indicator']}>
                      <Icon name="check" size={14} />
                    </Base.ItemIndicator>
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  )
}
