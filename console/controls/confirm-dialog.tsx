import { useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { TextField } from './text-field.tsx'

interface Props {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  /** What comes of it, and whether it can be taken back. */
  readonly children: ReactNode
  /** What the button says that does it: a verb and what. */
  readonly action: string
  /** What has to be typed first, for what cannot be taken back. */
  readonly typed?: string
  readonly busy?: boolean
  readonly onConfirm: () => void
}

/** Asks before something that cannot be taken back; where it can, offer to undo it instead. */
export function ConfirmDialog(props: Props) {
  // what was typed is gone when it opens again
  return props.open ? <Confirmation {...props} /> : null
}

function Confirmation({ open, onOpenChange, title, children, action, typed, busy, onConfirm }: Props) {
  const [text, setText] = useState('')
  const isReady = typed === undefined || text === typed
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="danger" busy={busy ?? false} disabled={!isReady} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <div>{children}</div>
      {typed !== undefined && (
        <TextField label={`Type ${typed} to go on`} value={text} onChange={setText} autoComplete="off" />
      )}
    </Dialog>
  )
}
