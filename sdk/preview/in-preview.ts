import { lastContent } from '../last-content.ts'
import { liveUpdates } from '../live.ts'
import type { Core } from '../module.ts'
import type { EdgewiseOptions } from '../options.ts'
import type { PreviewSession } from './preview-session.ts'

/**
 * The same setup, in a preview: it speaks with the preview's key, is told of edits as they are made, brings the inspector,
 * and neither shows nor keeps what the visitor saw last.
 */
export function inPreview(options: EdgewiseOptions, session: PreviewSession): EdgewiseOptions {
  const modules = (options.modules ?? []).filter((module) => module !== lastContent && module !== liveUpdates)
  return {
    ...options,
    key: session.key,
    // Nothing is recorded, so there is nothing to allow
    consent: 'granted',
    // Who previews waits for what they came to see
    timeout: Infinity,
    modules: [...modules, liveUpdates, (core) => attend(core, session)],
  }
}

/** Shows that this is a preview, and leaves when it is over. */
function attend(core: Core, session: PreviewSession): void {
  // `as`: the inspector finds there how to look at it otherwise
  ;(window as { edgewisePreview?: PreviewSession }).edgewisePreview = session
  core.on('error', ({ code, message }) => {
    if (code === 'http' && message.startsWith('401')) session.leave()
  })
  // Its socket was closed: asking says whether it is over
  core.on('live', (isOpen) => {
    if (!isOpen) void core.flush()
  })
  void core.options.inspector?.().catch(core.fail('chunk'))
}
