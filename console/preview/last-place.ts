/** Where a preview begins. */
export interface Place {
  readonly origin: string
  readonly path: string
}

const keyOf = (site: string): string => `edgewise.preview.${site}`

/** Where the last preview of a site began, in this browser. */
export const lastPlace = {
  /** One of the origins: a place that the site does not have any more is no place to begin. */
  read: (site: string, origins: readonly string[]): Place => {
    const [path = '/', origin = ''] = (localStorage.getItem(keyOf(site)) ?? '').split(' ')
    return {
      path: path === '' ? '/' : path,
      origin: origins.includes(origin) ? origin : (origins[0] ?? location.origin),
    }
  },
  write: (site: string, { origin, path }: Place): void =>
    localStorage.setItem(keyOf(site), `${encodeURI(path)} ${origin}`),
}
