const KEY = 'edgewise.site'

/** The site that was open last in this browser. */
export const lastSite = {
  read: (): string | null => localStorage.getItem(KEY),
  write: (site: string): void => localStorage.setItem(KEY, site),
}
