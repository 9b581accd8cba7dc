import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'

export const THEMES: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** `public/theme.js` reads the same before anything is painted. */
const KEY = 'edgewise.theme'
const listeners = new Set<() => void>()

function read(): Theme {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

/** Light, dark, or as the system says; kept in this browser. */
export const theme = {
  choose: (chosen: Theme): void => {
    if (chosen === 'system') {
      localStorage.removeItem(KEY)
      delete document.documentElement.dataset['theme']
    } else {
      localStorage.setItem(KEY, chosen)
      document.documentElement.dataset['theme'] = chosen
    }
    for (const listener of listeners) listener()
  },
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, read)
