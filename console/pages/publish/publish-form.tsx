import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../../api-error.ts'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { notify } from '../../controls/notify.ts'
import { Switch } from '../../controls/switch.tsx'
import { TextArea } from '../../controls/text-area.tsx'
import { TextField } from '../../controls/text-field.tsx'
import type { DraftAnswer } from '../../draft/draft-answer.ts'
import { readConflict, type EditConflict } from '../../draft/edit-conflict.ts'
import { MergeDialog } from '../../draft/merge/merge-dialog.tsx'
import { sessionQuery } from '../../session/session-query.ts'
import { useSite } from '../../site/use-site.ts'
import { publishDraft } from './publish-draft.ts'
import { rebaseDraft } from './rebase-draft.ts'
import { scheduleDraft } from './schedule-draft.ts'

/** Publishes the draft, now or at a time, with a word on why. */
export function PublishForm({ draft }: { readonly draft: DraftAnswer }) {
  const site = useSite()
  const queries = useQueryClient()
  const { data: session } = useSuspenseQuery(sessionQuery)
  const [message, setMessage] = useState('')
  const [isLater, setLater] = useState(false)
  const [at, setAt] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const [conflict, setConflict] = useState<EditConflict | null>(null)
  const zone = typeof draft.site['timezone'] === 'string' ? draft.site['timezone'] : 'UTC'
  const needsAnother = draft.site['requireApproval'] === true && draft.editedBy === session.name

  const run = async (call: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await call()
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      const met = failure.code === 'release-conflict' ? readConflict(failure) : null
      setConflict(met)
      setError(met === null ? failure : null)
    } finally {
      await queries.invalidateQueries({ queryKey: ['sites', site] })
      setBusy(false)
    }
  }
  const publish = () =>
    run(async () => {
      const { number } = await publishDraft(site, draft.version, message)
      notify({ title: `Release ${number} is live`, description: 'Open pages get it within seconds.' })
      setMessage('')
    })
  const schedule = () =>
    run(async () => {
      await scheduleDraft(site, draft.version, at, message)
      notify({
        title: 'It is scheduled',
        description: `The draft as it is now is published ${at.replace('T', ' at ')} ${zone}.`,
      })
      setLater(false)
      setMessage('')
    })

  return (
    <Card title="Publish">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void (isLater ? schedule() : publish())
        }}
      >
        <TextArea
          label="What changes, and why"
          description="For those who read the releases later."
          rows={2}
          maxLength={1000}
          value={message}
          onChange={setMessage}
        />
        <Switch label="Publish at a time" checked={isLater} onChange={setLater} />
        {isLater && (
          <TextField
            label={`When (${zone})`}
            description="In the site’s time zone. The draft is published as it is now; later edits do not slip into it."
            type="datetime-local"
            required
            value={at}
            onChange={setAt}
          />
        )}
        {needsAnother && (
          <Callout tone="warning" title="A second person has to publish this">
            You edited the draft last, and this site asks for somebody else to look at it.
          </Callout>
        )}
        {error !== null && (
          <Callout tone="danger" title={error.title}>
            {error.message}
            {error.issues.map(({ pointer, expected }) => (
              <p key={pointer}>Expected {expected}</p>
            ))}
          </Callout>
        )}
        <div className="row">
          <Button
            type="submit"
            variant="primary"
            icon={isLater ? 'clock' : 'releases'}
            busy={isBusy}
            disabled={draft.issues.length > 0 || needsAnother}
          >
            {isLater ? 'Schedule' : 'Publish now'}
          </Button>
        </div>
      </form>
      {conflict !== null && (
        <MergeDialog
          name="the release"
          conflict={conflict}
          onClose={() => setConflict(null)}
          onSettle={(merged) => {
            setConflict(null)
            void run(() => rebaseDraft(site, conflict, merged))
          }}
        />
      )}
    </Card>
  )
}
