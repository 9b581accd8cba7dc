import type { Decision } from '../../shared/experience/decision.ts'

export const OWN_CONTENT = 'the page’s own'

/** What a slot shows, in a few words. Where the page's own content shows, nobody cares which experience left it. */
export function describeContent({ experience, variant }: Decision): string {
  return variant === null ? OWN_CONTENT : `${experience} · ${variant}`
}
