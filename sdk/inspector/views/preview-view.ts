import type { PreviewState } from '../../../shared/preview/preview-state.ts'
import type { PreviewView } from '../../../shared/preview/preview-view.ts'
import type { PreviewSession } from '../../preview/preview-session.ts'
import { element } from '../element.ts'

/** How the page is looked at: as whom, when, and what its slots show. */
export interface PreviewControls {
  readonly node: HTMLElement
  update(preview: PreviewState): void
}

const BY_RULES = ''
const DEFAULT = 'default'

export function createPreviewControls(session: PreviewSession): PreviewControls {
  const node = element('div', { class: 'view' }, element('p', { class: 'empty' }, 'Asking the edge …'))
  const message = element('p', { class: 'message', role: 'alert' })
  let shown = ''

  const change = async (view: PreviewView): Promise<void> => {
    const isDone = await session.change(view)
    message.textContent = isDone ? '' : 'The edge did not take this. Try again, or open the preview anew.'
  }

  return {
    node,
    update: (preview) => {
      // Somebody may be in the middle of choosing
      const next = JSON.stringify({ ...preview, until: '' })
      if (next === shown) return
      shown = next
      const focused = focusedIn(node)
      node.replaceChildren(
        message,
        ...slotChoices(preview, change),
        ...segmentChoices(preview, change),
        ...whenAndWhere(preview, change),
        element('p', { class: 'note' }, 'Nothing of this is recorded, and no visitor sees it.'),
      )
      if (focused) node.querySelector<HTMLElement>(`[name="${CSS.escape(focused)}"]`)?.focus()
    },
  }
}

type Change = (view: PreviewView) => Promise<void>

function slotChoices({ view, experiences }: PreviewState, change: Change): Node[] {
  const slots = [...new Set(experiences.map(({ slot }) => slot))]
  if (slots.length === 0) return []
  return [
    element('h3', {}, 'What slots show'),
    ...slots.map((slot) => {
      const chosen = view.show[slot]
      const value = chosen === undefined ? BY_RULES : chosen === null ? DEFAULT : place(chosen)
      const options = [
        { value: BY_RULES, label: 'What the rules say' },
        { value: DEFAULT, label: 'The default' },
        ...experiences
          .filter((experience) => experience.slot === slot)
          .flatMap(({ id, name, variants }) =>
            variants.map((variant) => ({
              value: place({ experience: id, variant: variant.id }),
              label: variants.length > 1 ? `${name}: ${variant.name}` : name,
            })),
          ),
      ]
      return choice(`slot:${slot}`, slot, value, options, (next) => {
        const { [slot]: _, ...show } = view.show
        const [experience = '', variant = ''] = next.split(' ')
        const added = next === BY_RULES ? {} : { [slot]: next === DEFAULT ? null : { experience, variant } }
        return change({ ...view, show: { ...show, ...added } })
      })
    }),
  ]
}

/** Ids have no spaces. */
const place = ({ experience, variant }: { experience: string; variant: string }): string =>
  `${experience} ${variant}`

function segmentChoices({ view, segments }: PreviewState, change: Change): Node[] {
  if (segments.length === 0) return []
  const options = [
    { value: BY_RULES, label: 'As its rule says' },
    { value: 'in', label: 'In it' },
    { value: 'out', label: 'Not in it' },
  ]
  return [
    element('h3', {}, 'Segments to be in'),
    ...segments.map(({ id, name }) => {
      const value = view.in.includes(id) ? 'in' : view.out.includes(id) ? 'out' : BY_RULES
      return choice(`segment:${id}`, name, value, options, (next) =>
        change({
          ...view,
          in: [...view.in.filter((other) => other !== id), ...(next === 'in' ? [id] : [])],
          out: [...view.out.filter((other) => other !== id), ...(next === 'out' ? [id] : [])],
        }),
      )
    }),
  ]
}

function whenAndWhere({ view, timezone }: PreviewState, change: Change): Node[] {
  const at = element('input', { type: 'datetime-local', name: 'at', value: view.at?.slice(0, 16) ?? '' })
  at.addEventListener('change', () => void change({ ...view, at: at.value === '' ? undefined : at.value }))
  const locale = element('input', {
    type: 'text',
    name: 'locale',
    placeholder: 'the browser’s',
    value: view.locale ?? '',
    spellcheck: 'false',
    size: 12,
  })
  locale.addEventListener(
    'change',
    () => void change({ ...view, locale: locale.value === '' ? undefined : locale.value }),
  )
  return [
    element('h3', {}, 'When, and in which language'),
    labelled(`Date and time (${timezone}); empty: now`, at),
    view.profile === undefined && labelled('Language', locale),
  ].filter((node) => node !== false)
}

function choice(
  name: string,
  label: string,
  value: string,
  options: readonly { readonly value: string; readonly label: string }[],
  choose: (value: string) => Promise<void>,
): HTMLElement {
  const select = element(
    'select',
    { name },
    ...options.map((option) =>
      element('option', { value: option.value, selected: option.value === value }, option.label),
    ),
  )
  select.addEventListener('change', () => void choose(select.value))
  return labelled(label, select)
}

function labelled(label: string, control: HTMLSelectElement | HTMLInputElement): HTMLElement {
  control.id = `preview-${control.name}`
  return element('div', { class: 'choice' }, element('label', { for: control.id }, label), control)
}

/** The name of the control in it that has the focus. */
function focusedIn(node: HTMLElement): string | null {
  // `as`: the inspector is in a shadow root
  const active = (node.getRootNode() as ShadowRoot).activeElement
  return active !== null && node.contains(active) ? active.getAttribute('name') : null
}
