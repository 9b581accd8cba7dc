import { Dialog } from '../controls/dialog.tsx'
import { Kbd } from '../controls/kbd.tsx'
import { Switch } from '../controls/switch.tsx'
import styles from './keyboard-help.module.css'
import { NAVIGATION } from './nav-entries.ts'
import { shortcuts, useShortcuts } from './shortcuts.ts'

/** What keys do, and the switch that has them do nothing. */
export function KeyboardHelp({ onClose }: { readonly onClose: () => void }) {
  const isOn = useShortcuts()
  const rows = [
    { keys: 'Ctrl K', what: 'Search, also with /' },
    { keys: 'Ctrl S', what: 'Save all edits in the draft' },
    { keys: '?', what: 'This help' },
    ...NAVIGATION.map(({ key, label }) => ({ keys: `g ${key}`, what: `${label}: one key after the other` })),
    { keys: 'Esc', what: 'Closes what is open over the page' },
  ]
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keyboard"
      description="On a Mac, ⌘ is as good as Ctrl."
    >
      <dl className={styles['rows']}>
        {rows.map(({ keys, what }) => (
          <div key={keys}>
            <dt>
              <Kbd keys={keys} />
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Switch
        label="Shortcuts"
        description="Off, keys do only what browsers have them do."
        checked={isOn}
        onChange={shortcuts.switch}
      />
    </Dialog>
  )
}
