import type { Segment } from '../segment.ts'

/** What a template leaves open. The value of a `number` is a number, of all others a text; durations are ISO 8601. */
export type Blank =
  | {
      readonly type: 'event' | 'property' | 'trait' | 'text' | 'duration' | 'segment' | 'model'
      readonly label: string
      /** A `segment` has none: a site's own are chosen from. */
      readonly preset: string
    }
  | { readonly type: 'number'; readonly label: string; readonly preset: number }

/** What a template makes of its blanks: the rule of a segment, without its name. */
export type TemplateRule = Pick<Segment, 'when' | 'exit' | 'reentry'>

type Filled<B extends Readonly<Record<string, Blank>>> = {
  readonly [K in keyof B]: B[K]['type'] extends 'number' ? number : string
}

/** A segment that marketers ask for, with blanks for what differs from site to site. */
export interface SegmentTemplate {
  readonly id: string
  /** What a segment made of it is called, until somebody calls it otherwise. */
  readonly name: string
  /** What it is for, as a marketer would ask for it; `{name}` stands for a blank. */
  readonly phrase: string
  readonly blanks: Readonly<Record<string, Blank>>
  /**
   * Makes the rule.
   *
   * @param values By the names of the blanks; one that is missing has its preset.
   */
  fill(values?: Readonly<Record<string, string | number>>): TemplateRule
}

/** Defines a template: `rule` sees its blanks with their types. */
export function template<const B extends Readonly<Record<string, Blank>>>({
  rule,
  ...rest
}: Omit<SegmentTemplate, 'fill' | 'blanks'> & {
  readonly blanks: B
  readonly rule: (filled: Filled<B>) => TemplateRule
}): SegmentTemplate {
  return {
    ...rest,
    fill(values = {}) {
      const filled = Object.fromEntries(
        Object.entries<Blank>(rest.blanks).map(([name, blank]) => {
          const value = values[name] ?? blank.preset
          return [name, blank.type === 'number' ? Number(value) : String(value)]
        }),
      )
      // `as`: each blank has just been given a value of its type
      return rule(filled as Filled<B>)
    },
  }
}
