import { api, client } from '../../api.ts'

/** Has the draft, as it is at this version, published at a time; `at` without an offset is in the site's zone. */
export const scheduleDraft = (site: string, version: number, at: string, message: string) =>
  api(
    client.api.sites[':site'].scheduled.$post(
      { param: { site }, json: message === '' ? { at } : { at, message } },
      { headers: { 'if-match': `"${version}"` } },
    ),
  )
