import { ProblemError } from '../http/problem-error.ts'

export function noSuchSite(site: string): ProblemError {
  return new ProblemError('not-found', {
    detail: `There is no site ${JSON.stringify(site)}. Make it with POST /api/sites, or publish it: npm run publish-site -- <file>`,
  })
}
