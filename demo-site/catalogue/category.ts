export interface Category {
  readonly id: CategoryId
  readonly name: string
  readonly line: string
}

export type CategoryId = 'hiking' | 'running' | 'cycling' | 'camping'

export const categories: readonly Category[] = [
  { id: 'hiking', name: 'Hiking', line: 'For long ridgelines and the weather that lives there.' },
  { id: 'running', name: 'Running', line: 'Light enough to forget, tough enough for the way down.' },
  { id: 'cycling', name: 'Cycling', line: 'Gravel, passes and the road that turns into a track.' },
  { id: 'camping', name: 'Camping', line: 'Everything for one more night outside.' },
]
