import { ProblemError } from '../../http/problem-error.ts'

export function noSuchRelease(site: string, number: number): ProblemError {
  return new ProblemError('not-found', { detail: `The site ${site} has no release ${number}.` })
}

export function notPublished(site: string): ProblemError {
  return new ProblemError('site-not-published', {
    detail: `The site ${JSON.stringify(site)} has no release yet. Publish one: npm run publish-site -- <file>`,
  })
}
