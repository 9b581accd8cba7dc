import { useState } from 'react'
import type { PreviewView } from '../../shared/preview/index.ts'
import { Button, type ButtonLook } from '../controls/button.tsx'
import { useMay } from '../site/use-may.ts'
import { PreviewDialog } from './preview-dialog.tsx'

interface Props extends Pick<ButtonLook, 'variant' | 'size'> {
  /** What the dialog begins with: whom to see it as, or what a slot is to show. */
  readonly view?: Partial<PreviewView>
  /** Whether there is something that is not saved: a preview shows the draft as it is kept. */
  readonly isUnsaved?: boolean
}

/**
 * Opens the site's own page with the draft, as whomever one chooses.
 *
 * @example
 * ```tsx
 * <PreviewButton view={{ in: ['hikers'] }} />
 * ```
 */
export function PreviewButton({ view = {}, isUnsaved = false, variant, size }: Props) {
  const [isOpen, setOpen] = useState(false)
  if (!useMay('editor')) return null
  return (
    <>
      <Button icon="eye" {...(variant && { variant })} {...(size && { size })} onClick={() => setOpen(true)}>
        Preview on site
      </Button>
      {isOpen && <PreviewDialog view={view} isUnsaved={isUnsaved} onClose={() => setOpen(false)} />}
    </>
  )
}
