/** What localStorage holds under a key; null where there is nothing, or no storage to ask (blocked, sandboxed). */
export function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Keeps a text in localStorage, null takes it away. Does nothing where storage is blocked or full. */
export function writeStorage(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // The page goes on without a memory
  }
}
