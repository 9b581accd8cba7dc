/** What kind of place a visitor comes from. */
export type SourceClass = 'search' | 'shopping' | 'social' | 'video' | 'email' | 'assistant'
