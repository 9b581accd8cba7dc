import { trackList } from './track-list.ts'

export function startCategoryPage(category: string): void {
  trackList(category, category)
}
