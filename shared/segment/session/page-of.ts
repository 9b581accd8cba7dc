import type { ProfileEvent } from '../../event/profile-event.ts'
import { compilePath } from '../where/path.ts'

const readUrl = compilePath('properties.url')
const readScreen = compilePath('properties.name')
const readContextUrl = compilePath('context.page.url')

/** The page that an event happened on: its address, or the name of a screen. Null: it does not say. */
export function pageOf(event: ProfileEvent): string | null {
  const own = event.type === 'page' ? readUrl(event) : event.type === 'screen' ? readScreen(event) : null
  const page = own ?? readContextUrl(event)
  return typeof page === 'string' && page !== '' ? page : null
}
