import { ProblemError } from '../http/problem-error.ts'

/** Refuses a site document that does not belong to the address it was sent to; answers it as an object. */
export function checkSiteId(site: string, document: unknown): object {
  const isObject = typeof document === 'object' && document !== null && !Array.isArray(document)
  const id: unknown = isObject && 'id' in document ? document.id : undefined
  if (isObject && id === site) return document
  throw new ProblemError('invalid-site', {
    detail: 'The site document does not belong to this address.',
    issues: [{ pointer: '/id', found: JSON.stringify(id) ?? 'nothing', expected: JSON.stringify(site) }],
  })
}
