/** Writes down, for the next page of this tab, whether the inspector is open: `ew_inspector` in its session storage. */
export function rememberOpen(isOpen: boolean): void {
  try {
    sessionStorage.setItem('ew_inspector', isOpen ? 'open' : 'closed')
  } catch {
    // Storage is blocked: the next page begins without
  }
}
