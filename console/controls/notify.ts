import { toasts } from './toasts.ts'

interface Notice {
  readonly title: string
  readonly description?: string
  /** @default 'done' */
  readonly kind?: 'done' | 'failed'
  /** Takes it back. Such a notice stays ten seconds. */
  readonly undo?: () => void
}

/**
 * Says that something was done, or could not be, wherever in the console one is meanwhile. What can be taken back is done at
 * once, and offers to undo it.
 *
 * @example
 * ```ts
 * notify({ title: 'Hiking fans was deleted', undo: () => void restore() })
 * ```
 */
export function notify({ title, description, kind = 'done', undo }: Notice): void {
  const id = toasts.add({
    title,
    description,
    type: kind,
    priority: kind === 'failed' ? 'high' : 'low',
    timeout: kind === 'failed' || undo !== undefined ? 10_000 : 5_000,
    ...(undo !== undefined && {
      actionProps: {
        children: 'Undo',
        onClick: () => {
          toasts.close(id)
          undo()
        },
      },
    }),
  })
}
