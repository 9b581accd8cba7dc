import { useSyncExternalStore } from 'react'

const KEY = 'edgewise.shortcuts'
const listeners = new Set<() => void>()

/** Whether keys alone do something, beyond what browsers have them do; kept in this browser. They can be switched off. */
export const shortcuts = {
  areOn: (): boolean => localStorage.getItem(KEY) !== 'off',
  switch: (on: boolean): void => {
    if (on) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, 'off')
    for (const listener of listeners) listener()
  },
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useShortcuts = (): boolean => useSyncExternalStore(subscribe, shortcuts.areOn)
