import { Toast as Base } from '@base-ui/react/toast'
import { useEffect } from 'react'
import { Button } from './button.tsx'
import { notices, type Notice } from './notices.ts'
import styles from './toasts.module.css'

const manager = Base.createToastManager()

/** Where the notices of `notify` appear; once, round the whole console. */
export function Toasts() {
  useEffect(() => notices.shownBy(show), [])
  return (
    <Base.Provider toastManager={manager} limit={3}>
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

function show({ title, description, kind = 'done', undo }: Notice): void {
  const id = manager.add({
    title,
    description,
    type: kind,
    priority: kind === 'failed' ? 'high' : 'low',
    timeout: kind === 'failed' || undo !== undefined ? 10_000 : 5_000,
    ...(undo !== undefined && {
      actionProps: {
        children: 'Undo',
        onClick: () => {
          manager.close(id)
          undo()
        },
      },
    }),
  })
}
