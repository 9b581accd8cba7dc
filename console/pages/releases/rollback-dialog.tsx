import { useState } from 'react'
import { api, client } from '../../api.ts'
import { ApiError } from '../../api-error.ts'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Dialog } from '../../controls/dialog.tsx'
import { notify } from '../../controls/notify.ts'
import { TextArea } from '../../controls/text-area.tsx'
import { useSite } from '../../site/use-site.ts'

interface Props {
  readonly number: number
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** With the number of the release that was made. */
  readonly onDone: (made: number) => Promise<void>
}

/** Makes what an older release says live again, for a reason. */
export function RollbackDialog({ number, open, onOpenChange, onDone }: Props) {
  const site = useSite()
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const rollBack = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const param = { site, number: String(number) }
      const made = await api(
        client.api.sites[':site'].releases[':number'].rollback.$post({ param, json: { reason } }),
      )
      onOpenChange(false)
      notify({ title: `Release ${made.number} is live`, description: `It says what release ${number} says.` })
      await onDone(made.number)
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
      title={`Roll back to release ${number}`}
      description="A new release is made that says what that one says; visitors get it within seconds. What is in the draft and clashes with it stays in the draft."
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            variant="danger"
            busy={isBusy}
            disabled={reason.trim() === ''}
            onClick={() => void rollBack()}
          >
            Roll back
          </Button>
        </>
      }
    >
      <TextArea label="Reason" rows={2} maxLength={1000} value={reason} onChange={setReason} />
      {error !== null && (
        <Callout tone="danger" title={error.title}>
          {error.message}
        </Callout>
      )}
    </Dialog>
  )
}
