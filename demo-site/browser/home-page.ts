import { startProductRow } from './product-row.ts'
import { trackList } from './track-list.ts'

export function startHomePage(): void {
  startProductRow()
  trackList('front-page')
}
