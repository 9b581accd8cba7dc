import type { SegmentUse } from '../../../shared/release/uses-of-segment.ts'
import { Button } from '../../controls/button.tsx'
import { Dialog } from '../../controls/dialog.tsx'
import { PartList } from './part-list.tsx'

interface Props {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly name: string
  readonly uses: readonly SegmentUse[]
}

/** Why a segment cannot be deleted: what would ask for nobody. */
export function DeleteBlocked({ open, onOpenChange, name, uses }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`${name} is in use`}
      description="Change these first, so that they do not ask for a segment that is not there."
      actions={
        <Button variant="primary" onClick={() => onOpenChange(false)}>
          Close
        </Button>
      }
    >
      <PartList parts={uses} />
    </Dialog>
  )
}
