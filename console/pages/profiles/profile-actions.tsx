import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, client } from '../../api.ts'
import { Button } from '../../controls/button.tsx'
import { buttonClass, ButtonContent } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { ConfirmDialog } from '../../controls/confirm-dialog.tsx'
import { CopyableCode } from '../../controls/copyable-code.tsx'
import { Dialog } from '../../controls/dialog.tsx'
import { PreviewButton } from '../../preview/preview-button.tsx'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'

interface Props {
  readonly profile: string
  readonly name: string
}

/** Taking a profile along, and erasing it. */
export function ProfileActions({ profile, name }: Props) {
  const site = useSite()
  const mayErase = useMay('publisher')
  const [isErasing, setErasing] = useState(false)
  const param = { site, ref: profile }
  const download = client.api.sites[':site'].profiles[':ref'].export.$path({ param })
  return (
    <>
      <PreviewButton view={{ profile }} />
      <a href={download} download className={buttonClass({})}>
        <ButtonContent icon="down">Export</ButtonContent>
      </a>
      {mayErase && (
        <Button variant="danger" icon="trash" onClick={() => setErasing(true)}>
          Erase
        </Button>
      )}
      <Erasing profile={profile} name={name} open={isErasing} onOpenChange={setErasing} />
    </>
  )
}

interface ErasingProps extends Props {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

function Erasing({ profile, name, open, onOpenChange }: ErasingProps) {
  const site = useSite()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const erasing = useMutation({
    mutationFn: () =>
      api(client.api.sites[':site'].profiles[':ref'].$delete({ param: { site, ref: profile } })),
  })
  const leave = (): void => {
    queries.removeQueries({ queryKey: ['sites', site, 'profiles', profile] })
    void queries.invalidateQueries({ queryKey: ['sites', site, 'profiles', 'list'] })
    void navigate({ to: '/$site/profiles', params: { site } })
  }
  if (erasing.data !== undefined) {
    const { id, erasedAt, pending } = erasing.data
    return (
      <Dialog
        open
        onOpenChange={leave}
        title="Erased"
        description={`${name} is gone: events, traits, segments and what was seen.`}
        actions={
          <Button variant="primary" onClick={leave}>
            To the profiles
          </Button>
        }
      >
        <CopyableCode code={JSON.stringify({ id, erasedAt, pending }, null, 2)} label="Copy the receipt" />
        {pending.length > 0 && (
          <Callout>The sums of the site have not let go of it yet. They will by themselves.</Callout>
        )}
      </Dialog>
    )
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Erase ${name}?`}
      action="Erase for ever"
      typed="erase"
      busy={erasing.isPending}
      onConfirm={() => erasing.mutate()}
    >
      <div className="stack-tight">
        <p>
          Everything that is kept of this profile is physically deleted, its part in the sums of the site,
          too. Nobody can bring it back. The audit keeps that somebody was erased, not who it was.
        </p>
        {erasing.error !== null && <Callout tone="danger" title={erasing.error.message} />}
      </div>
    </ConfirmDialog>
  )
}
