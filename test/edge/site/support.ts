import type { JsonObject } from '../../../shared/json.ts'
import type { Clash, Release, SiteChange } from '../../../shared/release/index.ts'
import type { DraftAnswer } from '../../../edge/site/draft/draft-answer.ts'
import type { ReleaseHead } from '../../../edge/site/release/release-store.ts'
import { aSite } from '../support/a-site.ts'
import type { Answer, Client } from '../support/client.ts'

export interface ProblemAnswer {
  readonly type: string
  readonly detail: string
  readonly issues?: readonly { pointer: string; found: string; expected: string }[]
  readonly conflict?: {
    readonly version: number
    readonly base?: JsonObject
    readonly theirs?: JsonObject
    readonly yours?: JsonObject
    readonly merged?: JsonObject
    readonly clashes: readonly Clash[] | null
  }
}

export type Published = ReleaseHead & { readonly unchanged: boolean }

let sites = 0

/** A site of its own for a test, published once. */
export class EditedSite {
  readonly id: string
  readonly #client: Client

  constructor(client: Client) {
    sites += 1
    this.id = `edited-${sites}-${crypto.randomUUID().slice(0, 8)}`
    this.#client = client
  }

  /** A site document, with one of each thing. */
  document(more: JsonObject = {}): JsonObject {
    const writeKeys = [{ key: `ewk_${this.id}_public` }]
    // `as`: a site document is JSON
    return { ...aSite(), id: this.id, writeKeys, ...more } as JsonObject
  }

  call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return this.#client.admin(method, `${this.id}/${path}`, body, headers)
  }

  publish(more: JsonObject = {}): Promise<Answer<Published>> {
    return this.call('PUT', 'release', this.document(more))
  }

  draft(): Promise<Answer<DraftAnswer>> {
    return this.call('GET', 'draft')
  }

  /** Puts a whole draft, on the version that is given. */
  put<T = DraftAnswer>(document: JsonObject, version: number, query = ''): Promise<Answer<T>> {
    return this.call('PUT', `draft${query}`, document, { 'if-match': `"${version}"` })
  }

  patch<T = { version: number; value: JsonObject }>(
    part: string,
    patch: unknown,
    version: number,
  ): Promise<Answer<T>> {
    return this.call('PATCH', `draft/${part}`, patch, { 'if-match': `"${version}"` })
  }

  /** Publishes the draft, as it was at a version. */
  publishDraft<T = Published>(version: number, message?: string): Promise<Answer<T>> {
    return this.call('POST', 'releases', { message }, { 'if-match': `"${version}"` })
  }

  async changes(from: string, to: string): Promise<readonly SiteChange[]> {
    const { body } = await this.call<{ changes: SiteChange[] }>('GET', `compare?from=${from}&to=${to}`)
    return body.changes
  }

  release(number: number): Promise<Answer<Release & ReleaseHead>> {
    return this.call('GET', `releases/${number}`)
  }
}
