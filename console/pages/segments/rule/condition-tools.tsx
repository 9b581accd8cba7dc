import {
  duplicateCondition,
  moveCondition,
  removeCondition,
  unwrapGroup,
  wrapCondition,
} from '../../../../shared/segment/builder/index.ts'
import { Button } from '../../../controls/button.tsx'
import { Menu } from '../../../controls/menu.tsx'
import { useRule } from './rule-context.ts'

interface Props {
  readonly pointer: string
  readonly place: { readonly index: number; readonly of: number }
  readonly isGroup?: boolean
}

/** What can be done to a condition among others. */
export function ConditionTools({ pointer, place, isGroup = false }: Props) {
  const { segment, change } = useRule()
  return (
    <>
      <Button
        variant="quiet"
        size="small"
        icon="up"
        aria-label="Move up"
        disabled={place.index === 0}
        onClick={() => change(moveCondition(segment, pointer, -1))}
      />
      <Button
        variant="quiet"
        size="small"
        icon="down"
        aria-label="Move down"
        disabled={place.index === place.of - 1}
        onClick={() => change(moveCondition(segment, pointer, 1))}
      />
      <Menu
        trigger={<Button variant="quiet" size="small" icon="more" aria-label="More to do with this" />}
        items={[
          {
            label: 'Duplicate',
            icon: 'copy',
            onSelect: () => change(duplicateCondition(segment, pointer)),
          },
          isGroup
            ? { label: 'Take the group away', onSelect: () => change(unwrapGroup(segment, pointer)) }
            : { label: 'Make a group of it', onSelect: () => change(wrapCondition(segment, pointer, 'any')) },
          {
            label: 'Turn it round (none of)',
            onSelect: () => change(wrapCondition(segment, pointer, 'none')),
          },
          'separator',
          {
            label: 'Remove',
            icon: 'trash',
            danger: true,
            onSelect: () => change(removeCondition(segment, pointer)),
          },
        ]}
      />
    </>
  )
}
