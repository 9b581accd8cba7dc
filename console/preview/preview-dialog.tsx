import { useState } from 'react'
import type { PreviewView } from '../../shared/preview/index.ts'
import type { SiteConfig } from '../../shared/release/index.ts'
import { ApiError } from '../api-error.ts'
import { Button } from '../controls/button.tsx'
import { Callout } from '../controls/callout.tsx'
import { Checkbox } from '../controls/checkbox.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { Select } from '../controls/select.tsx'
import { TextField } from '../controls/text-field.tsx'
import { useDraft } from '../draft/use-draft.ts'
import { useSite } from '../site/use-site.ts'
import { lastPlace } from './last-place.ts'
import { openPreview } from './open-preview.ts'

interface Props {
  readonly view: Partial<PreviewView>
  readonly isUnsaved: boolean
  readonly onClose: () => void
}

/** Asks as whom, when and where to look at the draft. */
export function PreviewDialog({ view, isUnsaved, onClose }: Props) {
  const id = useSite()
  const { site } = useDraft()
  // `as`: what of a draft has another shape is caught where it is checked; a list that is missing is empty here
  const { segments = [], timezone = 'UTC', origins: listed = [] } = site as unknown as Partial<SiteConfig>
  const origins = [...new Set([...listed, location.origin])]
  const [inside, setInside] = useState<readonly string[]>(view.in ?? [])
  const [at, setAt] = useState(view.at ?? '')
  const [locale, setLocale] = useState(view.locale ?? '')
  const [place, setPlace] = useState(() => lastPlace.read(id, origins))
  const [error, setError] = useState<ApiError | null>(null)
  const [isBusy, setBusy] = useState(false)

  const open = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    lastPlace.write(id, place)
    const seen = { ...view, in: inside, ...(at !== '' && { at }), ...(locale !== '' && { locale }) }
    try {
      await openPreview({ site: id, ...place, view: seen })
      onClose()
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      setError(failure)
      setBusy(false)
    }
  }

  const toggle = (segment: string, isIn: boolean): void =>
    setInside((known) => (isIn ? [...known, segment] : known.filter((other) => other !== segment)))

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Preview on site"
      description="Your site opens in a new tab and shows the draft. Nothing that happens there is recorded, and no visitor sees it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" icon="external" busy={isBusy} onClick={() => void open()}>
            Open preview
          </Button>
        </>
      }
    >
      {isUnsaved && (
        <Callout tone="warning" title="Not everything is saved">
          The preview shows the draft as it was saved last. Once it is open, what you save appears in it at
          once.
        </Callout>
      )}
      {view.profile === undefined ? (
        segments.length > 0 && (
          <fieldset className="stack-tight">
            <legend>As a new visitor who is in</legend>
            {segments.map((segment) => (
              <Checkbox
                key={segment.id}
                label={segment.name}
                checked={inside.includes(segment.id)}
                onChange={(isIn) => toggle(segment.id, isIn)}
              />
            ))}
          </fieldset>
        )
      ) : (
        <p className="muted">As this profile, with all that is known of it.</p>
      )}
      <TextField
        label={`Date and time (${timezone})`}
        description="To see what is scheduled. Empty: now."
        type="datetime-local"
        value={at}
        onChange={setAt}
      />
      {view.profile === undefined && (
        <TextField
          label="Language"
          description="A tag such as de-CH. Empty: your browser’s."
          value={locale}
          onChange={setLocale}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {origins.length > 1 && (
        <Select
          label="Site"
          value={place.origin}
          onChange={(origin) => setPlace({ ...place, origin })}
          options={origins.map((origin) => ({ value: origin, label: origin }))}
        />
      )}
      <TextField
        label="Page"
        description={`Of ${place.origin}`}
        value={place.path}
        onChange={(path) => setPlace({ ...place, path })}
        autoComplete="off"
        spellCheck={false}
      />
      {error !== null && (
        <Callout tone="danger" title={error.title}>
          {error.message}
        </Callout>
      )}
    </Dialog>
  )
}
