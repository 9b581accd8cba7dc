/** Neither memory, nor KV, nor the Site object says what a site's release is. */
export class ReleaseUnavailable extends Error {
  override readonly name = 'ReleaseUnavailable'

  constructor(site: string, cause: unknown) {
    super(`Nothing says what the release of the site ${site} is`, { cause })
  }
}
