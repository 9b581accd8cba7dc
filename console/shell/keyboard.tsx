import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Tooltip } from '../controls/tooltip.tsx'
import { useDraftEdits } from '../draft/use-draft-edits.ts'
import { useSite } from '../site/use-site.ts'
import { NAVIGATION } from './nav-entries.ts'
import { readKey } from './read-key.ts'
import { useShortcuts } from './shortcuts.ts'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))
const KeyboardHelp = lazy(async () => ({ default: (await import('./keyboard-help.tsx')).KeyboardHelp }))

/** The search over everything, the help on keys, and what keys do. */
export function Keyboard() {
  const site = useSite()
  const navigate = useNavigate()
  const edits = useDraftEdits()
  const isOn = useShortcuts()
  const [open, setOpen] = useState<'palette' | 'help' | null>(null)
  const afterG = useRef(false)
  useEffect(() => {
    if (!isOn) return undefined
    const onKey = (event: KeyboardEvent): void => {
      const isWriting = event.target instanceof Element && event.target.closest(WRITING) !== null
      const command = readKey(event, isWriting, afterG.current)
      afterG.current = !isWriting && event.key === 'g' && !event.ctrlKey && !event.metaKey && !event.altKey
      if (command === null || document.querySelector('[role="dialog"]') !== null) return
      if (typeof command === 'object') {
        const entry = NAVIGATION.find(({ key }) => key === command.goTo)
        if (entry !== undefined) void navigate({ to: entry.to, params: { site } })
        return
      }
      event.preventDefault()
      if (command === 'save') void edits.saveAll()
      else setOpen(command)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isOn, navigate, site, edits])
  return (
    <>
      <Tooltip text="Search (Ctrl K)">
        <Button variant="quiet" icon="search" aria-label="Search" onClick={() => setOpen('palette')} />
      </Tooltip>
      <Tooltip text="Keyboard">
        <Button variant="quiet" icon="keyboard" aria-label="Keyboard" onClick={() => setOpen('help')} />
      </Tooltip>
      <Suspense fallback={null}>
        {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
        {open === 'help' && <KeyboardHelp onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  )
}

/** Where keys are written, and not pressed. */
const WRITING = 'input, textarea, select, [contenteditable], [role="combobox"], [role="textbox"]'
