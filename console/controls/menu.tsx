import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import popup from './popup.module.css'

export interface MenuItem {
  readonly label: string
  readonly icon?: IconName
  readonly hint?: string
  /** Whether it takes something away. @default false */
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly onSelect: () => void
}

interface Props {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly items: readonly (MenuItem | 'separator')[]
  /** @default 'end' */
  readonly align?: 'start' | 'end'
}

/** Things to do that need not be in sight. */
export function Menu({ trigger, items, align = 'end' }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={popup['positioner']} sideOffset={4} align={align}>
          <Base.Popup className={popup['popup']}>
            {items.map((item, index) =>
              item === 'separator' ? (
                <Base.Separator key={index} className={popup['separator']} />
              ) : (
                <Base.Item
                  key={item.label}
                  className={classNames(popup['item'], item.danger === true && popup['danger'])}
                  disabled={item.disabled ?? false}
                  onClick={item.onSelect}
                >
                  {item.icon !== undefined && <Icon name={item.icon} />}
                  <span>{item.label}</span>
                  {item.hint !== undefined && <small className="muted">{item.hint}</small>}
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
