/** What a key press asks for; null: nothing of ours. */
export type KeyCommand = 'palette' | 'save' | 'help' | { readonly goTo: string }

interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/**
 * Reads a key press. Of the browser's own combinations only ⌘/Ctrl K and ⌘/Ctrl S are taken; keys alone count only where nobody
 * writes.
 *
 * @param isWriting Whether the focus is in a field.
 * @param afterG Whether `g` was pressed just before.
 */
export function readKey(press: Press, isWriting: boolean, afterG: boolean): KeyCommand | null {
  const { key, ctrlKey, metaKey, altKey } = press
  if (altKey) return null
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === 'k') return 'palette'
    return key.toLowerCase() === 's' ? 'save' : null
  }
  if (isWriting) return null
  if (afterG) return { goTo: key }
  if (key === '/') return 'palette'
  return key === '?' ? 'help' : null
}
