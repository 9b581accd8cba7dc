import type { EdgewiseEvent } from '../edgewise-event.ts'

/** An event's name as rules see it. */
export function eventName({ type, event }: EdgewiseEvent): string {
  switch (type) {
    case 'track':
      return event ?? 'track'
    case 'page':
      return 'Page Viewed'
    case 'screen':
      return 'Screen Viewed'
    case 'identify':
    case 'group':
    case 'alias':
      return type
  }
}
