import type { PreviewState } from '../../../shared/preview/preview-state.ts'
import type { PreviewSession } from '../../preview/preview-session.ts'
import { element } from '../element.ts'

/** The line on the page that says that this is not what visitors see. */
export interface PreviewBanner {
  readonly node: HTMLElement
  update(preview: PreviewState): void
}

export function createPreviewBanner(session: PreviewSession, open: () => void): PreviewBanner {
  const what = element('span', { class: 'preview-what' })
  const notice = element('span', { class: 'preview-notice' })
  const change = element('button', { type: 'button', class: 'preview-button' }, 'Change')
  const exit = element('button', { type: 'button', class: 'preview-button' }, 'Exit')
  change.addEventListener('click', open)
  exit.addEventListener('click', () => void session.end())
  return {
    node: element(
      'div',
      { class: 'preview-banner', role: 'status' },
      element('p', {}, element('b', {}, 'Preview'), ' ', what, ' ', notice),
      change,
      exit,
    ),
    update: (preview) => {
      what.textContent = `${preview.sentence}. Nothing is recorded.`
      notice.textContent = preview.notice ?? ''
    },
  }
}
