import { notices, type Notice } from './notices.ts'

/**
 * Says that something was done, or could not be, wherever in the console one is meanwhile. What can be taken back is done at
 * once, and offers to undo it.
 *
 * @example
 * ```ts
 * notify({ title: 'Hiking fans was deleted', undo: () => void restore() })
 * ```
 */
export const notify = (notice: Notice): void => notices.add(notice)
