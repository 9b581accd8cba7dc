import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog as Base } from '@base-ui/react/dialog'
import { useRouter } from '@tanstack/react-router'
import { isAtLeast } from '../../shared/role.ts'
import { shapeOf } from '../../shared/release/json-shape.ts'
import { useDraft } from '../draft/use-draft.ts'
import popup from '../controls/popup.module.css'
import dialog from '../controls/dialog.module.css'
import { useRole } from '../site/use-role.ts'
import { useSite } from '../site/use-site.ts'
import { KIND_WORDS } from '../words/kind-words.ts'
import { partName } from '../words/part-name.ts'
import { NAVIGATION } from './nav-entries.ts'
import styles from './palette.module.css'

interface Target {
  /** An address of the console. */
  readonly value: string
  readonly label: string
  readonly hint: string
}

/** Everything of the site that one can go to, narrowed down by what is typed. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter()
  const targets = useTargets()
  const go = (target: Target): void => {
    onClose()
    router.history.push(`/console/${target.value}`)
  }
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={dialog['backdrop']} />
        <Base.Popup className={styles['palette']} aria-label="Search">
          <Autocomplete.Root
            open
            inline
            items={targets}
            autoHighlight="always"
            itemToStringValue={({ label, hint }: Target) => `${label} ${hint}`}
          >
            <Autocomplete.Input
              className={styles['input']}
              placeholder="Go to a page, a segment, an experience …"
              aria-label="Go to"
            />
            <Autocomplete.Empty className={popup['empty']}>Nothing is called so.</Autocomplete.Empty>
            <Autocomplete.List className={styles['list']}>
              {(target: Target) => (
                <Autocomplete.Item
                  key={target.value}
                  value={target}
                  className={popup['item']}
                  onClick={() => go(target)}
                >
                  <span>{target.label}</span>
                  <small className="muted">{target.hint}</small>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function useTargets(): readonly Target[] {
  const site = useSite()
  const role = useRole()
  const draft = useDraft()
  const pages = NAVIGATION.filter((entry) => isAtLeast(role, entry.role ?? 'viewer')).map(
    ({ to, label }) => ({
      value: to.replace('$site', site).slice(1),
      label,
      hint: 'Page',
    }),
  )
  const parts = ['segments', 'experiences', 'slots'].flatMap((kind) => {
    const list = shapeOf(draft.site[kind])
    if (list.type !== 'named-list') return []
    return [...list.entries.keys()].map((id) => ({
      value: `${site}/${kind}/${id}`,
      label: partName({ kind, id }, draft.site),
      hint: KIND_WORDS[kind]?.[0] ?? kind,
    }))
  })
  return [...pages, { value: `${site}/publish`, label: 'Publish', hint: 'Page' }, ...parts]
}
