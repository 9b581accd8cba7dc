import { Toast as Base } from '@base-ui/react/toast'
import { Button } from './button.tsx'
import { toasts } from './toasts.ts'
import styles from './toast.module.css'

/** Where the notices of `notify` appear; once, round the whole console. */
export function Toasts() {
  return (
    <Base.Provider toastManager={toasts} limit={3}>
      <Base.Portal>
        <Base.Viewport className={styles['viewport']}>
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function ToastList() {
  const { toasts: shown } = Base.useToastManager()
  return shown.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={styles['toast']} data-kind={toast.type}>
      <Base.Content className={styles['content']}>
        <div>
          <Base.Title className={styles['title']} />
          <Base.Description className="muted" />
        </div>
        <div className={styles['actions']}>
          {toast.actionProps !== undefined && <Base.Action render={<Button size="small" />} />}
          <Base.Close render={<Button variant="quiet" size="small" icon="close" aria-label="Close" />} />
        </div>
      </Base.Content>
    </Base.Root>
  ))
}
