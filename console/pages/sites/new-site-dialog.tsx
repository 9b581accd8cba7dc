import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, client } from '../../api.ts'
import { ApiError } from '../../api-error.ts'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Combobox } from '../../controls/combobox.tsx'
import { Dialog } from '../../controls/dialog.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { sitesQuery } from '../../session/sites-query.ts'
import { TIMEZONES } from '../../site/timezones.ts'
import { publishDraft } from '../publish/publish-draft.ts'
import { toId } from '../../site/to-id.ts'

interface Props {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Makes a site, and goes to it. */
export function NewSiteDialog({ open, onOpenChange }: Props) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [chosenId, setId] = useState<string | null>(null)
  const [timezone, setTimezone] = useState(new Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [error, setError] = useState<ApiError | null>(null)
  const [isBusy, setBusy] = useState(false)
  const id = chosenId ?? toId(name)
  const make = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const draft = await api(client.api.sites.$post({ json: { id, name, timezone } }))
      // empty as it is, a release makes the site's key known: pages can begin to send
      await publishDraft(id, draft.version, 'The site is made')
      await queries.invalidateQueries(sitesQuery)
      onOpenChange(false)
      await navigate({ to: '/$site', params: { site: id } })
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New site"
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" busy={isBusy} disabled={id === ''} onClick={() => void make()}>
            Create site
          </Button>
        </>
      }
    >
      <TextField label="Name" value={name} onChange={setName} autoComplete="off" />
      <TextField
        label="Id"
        description="In addresses and in the snippet; it stays as it is. Lower-case letters, digits and dashes."
        value={id}
        onChange={setId}
        autoComplete="off"
        spellCheck={false}
      />
      <Combobox
        label="Time zone"
        description="Days, weeks and schedules of this site are meant in it."
        value={timezone}
        onChange={setTimezone}
        options={TIMEZONES}
      />
      {error !== null && (
        <Callout tone="danger" title={error.title}>
          {error.issues.map(({ pointer, expected }) => `${pointer.slice(1)}: ${expected}`).join('; ') ||
            error.message}
        </Callout>
      )}
    </Dialog>
  )
}
