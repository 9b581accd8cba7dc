import { Autocomplete as Base } from '@base-ui/react/autocomplete'
import { Field, type FieldProps } from './field.tsx'
import fieldStyles from './field.module.css'
import popup from './popup.module.css'

export interface Suggestion {
  readonly value: string
  /** A word on it, beside it. */
  readonly hint?: string
}

type Props = FieldProps & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly suggestions: readonly Suggestion[]
  readonly placeholder?: string
}

/** A line of text that may be anything, with what is known to fit. */
export function SuggestField({ value, onChange, suggestions, placeholder, ...field }: Props) {
  return (
    <Field {...field}>
      <Base.Root
        items={suggestions}
        value={value}
        onValueChange={onChange}
        itemToStringValue={(suggestion: Suggestion) => suggestion.value}
        openOnInputClick
      >
        <Base.Input
          className={fieldStyles['input']}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          aria-label={field.hideLabel === true ? field.label : undefined}
        />
        <Base.Portal>
          <Base.Positioner className={popup['positioner']} sideOffset={4}>
            <Base.Popup className={popup['popup']}>
              <Base.Empty className={popup['empty']}>Not seen yet: taken as it is written.</Base.Empty>
              <Base.List>
                {(suggestion: Suggestion) => (
                  <Base.Item key={suggestion.value} value={suggestion} className={popup['item']}>
                    <span>{suggestion.value}</span>
                    {suggestion.hint !== undefined && <small className="muted">{suggestion.hint}</small>}
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
