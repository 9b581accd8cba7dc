import { audienceSegments } from '../experience/index.ts'
import type { Issue } from '../problem/index.ts'
import { validateSegments } from '../segment/index.ts'
import type { SiteConfig } from './site-config.ts'

/** Checks what segments, audiences and page conditions ask; audiences are checked as the segments they become. */
export function checkRules(site: SiteConfig): Issue[] {
  const { segments, experiences } = site
  const audiences = audienceSegments(experiences)
  const origins = experiences.flatMap((experience, index) =>
    experience.audience !== undefined && 'when' in experience.audience ? [index] : [],
  )
  return validateSegments([...segments, ...audiences]).map((issue) => {
    const [, place = '', rest = ''] = /^\/segments\/(\d+)(.*)$/s.exec(issue.pointer) ?? []
    const origin = origins[Number(place) - segments.length]
    return origin === undefined ? issue : { ...issue, pointer: `/experiences/${origin}/audience${rest}` }
  })
}
