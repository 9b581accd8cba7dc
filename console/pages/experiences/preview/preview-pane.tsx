import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { parseInstant } from '../../../../shared/experience/instant.ts'
import type { JsonObject } from '../../../../shared/json.ts'
import { Callout } from '../../../controls/callout.tsx'
import { Card } from '../../../controls/card.tsx'
import { Checkbox } from '../../../controls/checkbox.tsx'
import { Select } from '../../../controls/select.tsx'
import { Switch } from '../../../controls/switch.tsx'
import { TextField } from '../../../controls/text-field.tsx'
import { useNow } from '../../../controls/use-now.ts'
import { experiencesOf, localesOf, nameOf, segmentsOf, timezoneOf } from '../../../content/draft-content.ts'
import { seenSlotsQuery } from '../../../content/seen-slots-query.ts'
import { useSite } from '../../../site/use-site.ts'
import { readPageShell } from './page-shell.ts'
import { previewContent } from './preview-content.ts'
import { PreviewFrame } from './preview-frame.tsx'
import { profileQuery, type PreviewProfile } from './profile-query.ts'
import styles from './preview.module.css'

const WIDTHS = { '375': 'Phone, 375', '768': 'Tablet, 768', '1280': 'Desktop, 1280' } as const
type Width = keyof typeof WIDTHS
type As = 'variant' | 'segments' | 'profile'

interface Props {
  /** The draft, edits and all. */
  readonly site: JsonObject
  readonly slot: string
  readonly experience: string
  readonly variant: string
  /** The language that is being written; null: the site's own. */
  readonly locale: string | null
}

const NOBODY: PreviewProfile = { segments: [], traits: {}, computed: {}, facts: {} }

/** What visitors will see, by the engine that decides for them: this variant, or what a visitor of one's choice would get. */
export function PreviewPane({ site, slot, experience, variant, locale }: Props) {
  const siteId = useSite()
  const [as, setAs] = useState<As>('variant')
  const [width, setWidth] = useState<Width>('375')
  const [segments, setSegments] = useState<readonly string[]>([])
  const [ref, setRef] = useState('')
  const [chosenLocale, setLocale] = useState<string | null>(null)
  const [instant, setInstant] = useState('')
  const [isDark, setDark] = useState(false)
  const now = useNow()
  const timezone = timezoneOf(site)
  const locales = localesOf(site)
  const { data: seen } = useQuery(seenSlotsQuery(siteId))
  const paths = seen?.slots.find(({ name }) => name === slot)?.paths.map(({ path }) => path)
  const { data: shell } = useQuery({
    queryKey: ['sites', siteId, 'page-shell', slot, paths],
    queryFn: () => readPageShell(slot, paths ?? ['/']),
    enabled: seen !== undefined,
    staleTime: Infinity,
  })
  const { data: profile, error } = useQuery({
    ...profileQuery(siteId, useDeferredValue(ref)),
    enabled: as === 'profile' && ref !== '',
  })

  const shownLocale = locale ?? chosenLocale ?? locales[0] ?? null
  const document = useDeferredValue(site)
  const at = instant === '' ? now : (parseInstant(instant, timezone) ?? now)
  const preview = useMemo(
    () =>
      previewContent({
        site: document,
        slot,
        show: as === 'variant' ? { experience, variant } : null,
        visitor: {
          ...(as === 'profile' ? (profile ?? NOBODY) : { ...NOBODY, segments }),
          locale: shownLocale,
          at,
        },
      }),
    [document, slot, as, experience, variant, segments, profile, shownLocale, at],
  )
  const audiences = [
    ...segmentsOf(site).map((segment) => ({ id: segment.id, label: nameOf(segment) })),
    ...experiencesOf(site)
      .filter((other) => other.slot === slot && other.audience?.when !== undefined)
      .map((other) => ({ id: `experience:${other.id}`, label: `Meets the rule of ${nameOf(other)}` })),
  ]
  const shows = preview?.decision

  return (
    <Card title="Preview">
      <div className="stack">
        <PreviewFrame
          slot={slot}
          html={shows?.html ?? null}
          shell={shell ?? null}
          width={Number(width)}
          isDark={isDark}
          locale={shownLocale ?? undefined}
        />
        {preview === null && (
          <Callout tone="warning">Nothing can be shown yet: something in it is not written in full.</Callout>
        )}
        {shows?.reason === 'ERROR' && (
          <Callout tone="danger" title="This cannot be rendered">
            A visitor would see what the page has.
          </Callout>
        )}
        {shows !== undefined && shows.html === null && shows.reason !== 'ERROR' && (
          <>
            <p className="muted small">
              {shows.reason === 'DEFAULT' ? 'They see the default: ' : ''}The page shows what it has; code
              gets these values.
            </p>
            <pre className="small">{JSON.stringify(shows.fields, null, 2)}</pre>
          </>
        )}
        {preview !== null && preview.considered.length > 0 && (
          <ul className={styles['considered']} aria-label="Why">
            {preview.considered.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <div className={styles['controls']}>
          <Select label="Screen" value={width} onChange={setWidth} options={WIDTH_OPTIONS} />
          <Select label="Show" value={as} onChange={setAs} options={AS_OPTIONS} />
          {locales.length > 1 && (
            <Select
              label="Language"
              value={shownLocale}
              disabled={locale !== null}
              onChange={setLocale}
              options={locales.map((tag) => ({ value: tag, label: tag }))}
            />
          )}
          <TextField
            label={`At, in ${timezone}`}
            type="datetime-local"
            value={instant}
            onChange={setInstant}
          />
        </div>
        <Switch label="Dark" checked={isDark} onChange={setDark} />
        {as === 'segments' && (
          <fieldset className={styles['segments']}>
            <legend>Somebody who is in</legend>
            {audiences.map(({ id, label }) => (
              <Checkbox
                key={id}
                label={label}
                checked={segments.includes(id)}
                onChange={(isIn) =>
                  setSegments(isIn ? [...segments, id] : segments.filter((other) => other !== id))
                }
              />
            ))}
          </fieldset>
        )}
        {as === 'profile' && (
          <TextField
            label="Profile"
            description="A key from the profiles, or user:<id>, or anonymous:<id>. Rules of an experience's own do not count here."
            value={ref}
            onChange={setRef}
            error={error?.message}
            spellCheck={false}
          />
        )}
      </div>
    </Card>
  )
}

const AS_OPTIONS = [
  { value: 'variant', label: 'This variant' },
  { value: 'segments', label: 'What a segment gets' },
  { value: 'profile', label: 'What a profile gets' },
] as const

// `as`: the keys of what is given
const WIDTH_OPTIONS = Object.entries(WIDTHS).map(([value, label]) => ({ value: value as Width, label }))
