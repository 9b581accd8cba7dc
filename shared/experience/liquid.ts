import { Liquid, type Filter } from 'liquidjs/dist/liquid.browser.mjs'
import { SafeHtml } from './rich-text/safe-html.ts'
import { describeSafeUrl, isSafeUrl } from './safe-url.ts'

const TAGS = new Set(['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'capture', '#'])

/** `raw` would let markup through, `sample` draws lots, the Jekyll dates read the clock. */
const REFUSED_FILTERS = [
  'raw',
  'sample',
  'date_to_xmlschema',
  'date_to_rfc822',
  'date_to_string',
  'date_to_long_string',
]

const MAX_TEMPLATE_LENGTH = 20_000
/** LiquidJS counts characters and list items. Its limit of time is useless here: in workerd the clock stands while code runs. */
const MAX_RENDERED_SIZE = 200_000

/**
 * A Liquid engine that can only turn a scope into text: no files, no includes, no prototypes, no clock, no chance, and
 * a ceiling on what a template may be and make. Unknown filters and tags are refused when parsed.
 *
 * @param escape whether what is put out is escaped for HTML
 * @param timezone the IANA zone in which the `date` filter writes
 */
export function createLiquid({ escape, timezone }: { escape: boolean; timezone: string }): Liquid {
  const liquid: Liquid = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    // In-memory partials, and none: LiquidJS then never looks for files
    templates: {},
    ...(escape && {
      outputEscape(value) {
        return value instanceof SafeHtml ? value.html : liquid.filters['escape']?.call(this, value)
      },
    }),
    timezoneOffset: timezone,
    parseLimit: MAX_TEMPLATE_LENGTH,
    memoryLimit: MAX_RENDERED_SIZE,
  })
  for (const tag of Object.keys(liquid.tags)) if (!TAGS.has(tag)) delete liquid.tags[tag]
  for (const filter of REFUSED_FILTERS) delete liquid.filters[filter]
  liquid.registerFilter('safe_url', safeUrl)
  const { date } = liquid.filters
  if (date) liquid.registerFilter('date', withoutClock(date))
  return liquid
}

/** For addresses that are no field of their own, such as those in a list: `href="{{ item.href | safe_url }}"`. */
const safeUrl: Filter = (value) => {
  const url = typeof value === 'string' ? value : ''
  if (!isSafeUrl(url, 'link')) throw new Error(`${JSON.stringify(url)} must be ${describeSafeUrl('link')}`)
  return url
}

/** Decisions must be the same for the same input, and static content is rendered once: `'now'` would freeze. */
function withoutClock(date: Filter): Filter {
  return function dateOf(value, ...options) {
    if (value === 'now' || value === 'today') {
      throw new Error(`the date of ${JSON.stringify(value)} is not known here; use a schedule instead`)
    }
    return date.call(this, value, ...options)
  }
}
