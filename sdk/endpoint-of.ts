import type { TrackerOptions } from './tracker-options.ts'

/** Where the Worker answers, without a slash at the end. */
export function endpointOf({ endpoint = location.origin }: TrackerOptions): string {
  return endpoint.replace(/\/$/, '')
}
