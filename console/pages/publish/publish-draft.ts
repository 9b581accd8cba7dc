import { api, client } from '../../api.ts'

/** Publishes the draft, if it still is at the version that was looked at. */
export const publishDraft = (site: string, version: number, message: string) =>
  api(
    client.api.sites[':site'].releases.$post(
      { param: { site }, json: message === '' ? {} : { message } },
      { headers: { 'if-match': `"${version}"` } },
    ),
  )
