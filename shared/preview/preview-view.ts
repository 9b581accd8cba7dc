/** What a preview shows, and to whom. */
export interface PreviewView {
  /** The draft, or a release by its number. */
  readonly of: 'draft' | number
  /** The profile to see it as, by its key or an id of it (`user:<userId>` …). Absent: a new visitor. */
  readonly profile?: string | undefined
  /** Traits of the new visitor. */
  readonly traits?: Readonly<Record<string, string | number | boolean>> | undefined
  /** Segments to be in, whatever their rules say. */
  readonly in: readonly string[]
  /** Segments not to be in, whatever their rules say. */
  readonly out: readonly string[]
  /** Slot → what it shows, whatever the rules say; null: its default. */
  readonly show: Readonly<Record<string, { readonly experience: string; readonly variant: string } | null>>
  /** The instant to see it at, ISO 8601; in the site's time zone unless it has an offset. Absent: now. */
  readonly at?: string | undefined
  /** The language of the new visitor, a tag such as `de-CH`. Absent: the browser's. */
  readonly locale?: string | undefined
}
