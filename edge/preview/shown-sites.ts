import {
  compileRelease,
  loadRelease,
  validateSite,
  type LoadedRelease,
  type Release,
  type SiteConfig,
} from '../../shared/release/index.ts'
import { previewedSite, type PreviewView } from '../../shared/preview/index.ts'
import type { Env } from '../env.ts'
import { sha256Hex } from '../identity/profile-name.ts'
import { siteObject } from '../site/release-cache.ts'

/** The number that decisions by the draft bear. */
const DRAFT = 0
/** The most views whose rules are kept compiled. */
const MAX_COMPILED = 8

/** What a preview shows, compiled for one way of looking at it. */
export interface ShownSite {
  readonly release: LoadedRelease
  /** What keeps the draft from being published. */
  readonly problems: number
  /** Why it is not shown as the view says; null: it is. */
  readonly notice: string | null
}

interface Source {
  readonly key: string
  readonly site: SiteConfig
  readonly number: number
  readonly problems: number
  readonly notice: string | null
}

/** Finds what previews show. Of a draft that is not valid its last valid version is shown, or else the current release. */
export class ShownSites {
  readonly #env: Env
  readonly #site: string
  #valid: Source | null = null
  readonly #compiled = new Map<string, LoadedRelease>()

  constructor(env: Env, site: string) {
    this.#env = env
    this.#site = site
  }

  /** Null where there is neither a valid draft nor a release, or not the release that is asked for. */
  async show({ of, in: inside, out, show }: PreviewView): Promise<ShownSite | null> {
    const source = await (of === 'draft' ? this.#draft() : this.#release(of))
    if (source === null) return null
    const key = JSON.stringify([source.key, inside, out, show])
    let release = this.#compiled.get(key)
    if (release === undefined) {
      const site = previewedSite(source.site, { in: inside, out, show })
      release = loadRelease(await compileRelease(site, source.number, sha256Hex))
    } else {
      this.#compiled.delete(key)
    }
    // The one that was used longest ago goes first
    this.#compiled.set(key, release)
    for (const old of this.#compiled.keys()) {
      if (this.#compiled.size <= MAX_COMPILED) break
      this.#compiled.delete(old)
    }
    return { release, problems: source.problems, notice: source.notice }
  }

  async #draft(): Promise<Source | null> {
    const draft = await siteObject(this.#env, this.#site).draft()
    if (draft === null) return null
    const key = `draft/${draft.version}`
    if (this.#valid?.key === key) return this.#valid
    const checked = validateSite(JSON.parse(draft.document))
    if (checked.ok) {
      return (this.#valid = { key, site: checked.site, number: DRAFT, problems: 0, notice: null })
    }
    const problems = checked.issues.length
    if (this.#valid !== null) {
      return {
        ...this.#valid,
        problems,
        notice: 'The draft is not valid just now: this is how it was before.',
      }
    }
    const current = await this.#release()
    return current && { ...current, problems, notice: 'The draft is not valid: this is what is published.' }
  }

  async #release(number?: number): Promise<Source | null> {
    const asked = number ?? (await siteObject(this.#env, this.#site).currentNumber())
    if (asked === null) return null
    const stored = await siteObject(this.#env, this.#site).release(asked)
    if (stored === null) return null
    // `as`: the Site object wrote it
    const { site } = JSON.parse(stored.body) as Release
    return { key: `release/${asked}`, site, number: asked, problems: 0, notice: null }
  }
}
