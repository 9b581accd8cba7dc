import { Button } from '../../controls/button.tsx'
import { Menu } from '../../controls/menu.tsx'
import type { MergeValue } from '../merge-values.ts'

interface Props {
  /** The text that it goes into. */
  readonly label: string
  readonly values: readonly MergeValue[]
  readonly disabled: boolean
  readonly onInsert: (value: MergeValue) => void
}

/** Puts a value of the visitor into a text. */
export function InsertValue({ label, values, disabled, onInsert }: Props) {
  return (
    <Menu
      trigger={
        <Button
          variant="quiet"
          size="small"
          icon="plus"
          disabled={disabled}
          aria-label={`Insert a value into ${label}`}
        >
          Value
        </Button>
      }
      items={values.map((value) => ({ label: value.label, onSelect: () => onInsert(value) }))}
    />
  )
}
