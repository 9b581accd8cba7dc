const KEY = 'ew_inspector'

/** Whether the inspector was open on the last page of this tab. */
export function wasOpen(): boolean {
  try {
    return sessionStorage.getItem(KEY) === 'open'
  } catch {
    return false
  }
}

export function rememberOpen(isOpen: boolean): void {
  try {
    sessionStorage.setItem(KEY, isOpen ? 'open' : 'closed')
  } catch {
    // Storage is blocked: the next page begins closed
  }
}
