import { api, client } from '../../api.ts'
import type { JobResult, Report } from '../../jobs/jobs.ts'

/** An event that waits, by its profile; null: it belongs to none. */
interface Waiting {
  readonly profile: string | null
  readonly messageId: string
}

/** Takes events after all that were set aside: those that are given, or all that wait, of one kind or of any. */
export async function replay(
  site: string,
  which: readonly Waiting[] | { readonly type: string | undefined },
  report: Report,
): Promise<JobResult> {
  const events = 'type' in which ? await everyWaiting(site, which.type) : which
  const byProfile = new Map<string | null, Waiting[]>()
  for (const event of events) byProfile.set(event.profile, [...(byProfile.get(event.profile) ?? []), event])
  let done = 0
  let accepted = 0
  // Each profile is one call
  for (const [profile, waiting] of byProfile) {
    report(done, events.length)
    const messageIds = waiting.map(({ messageId }) => messageId)
    const json = { messageIds, ...(profile !== null && { profile }) }
    const call = client.api.sites[':site'].quarantine.replay.$post({ param: { site }, json })
    const { receipts } = await api(call)
    done += waiting.length
    accepted += receipts.filter(({ status }) => status === 'accepted').length
  }
  const wrong = events.length - accepted
  return {
    tone: wrong > 0 ? 'warning' : 'success',
    title: `${accepted} of ${events.length} were taken`,
    detail:
      wrong > 0
        ? `${wrong} ${wrong === 1 ? 'is' : 'are'} still wrong and ${wrong === 1 ? 'waits' : 'wait'} on: correct what sends them, or send them corrected.`
        : 'They count at their own time, as if they had come then.',
  }
}

async function everyWaiting(site: string, type: string | undefined): Promise<Waiting[]> {
  const events: Waiting[] = []
  for (let after: string | null = ''; after !== null;) {
    const query = { after, ...(type !== undefined && { type }) }
    const page: { readonly events: readonly Waiting[]; readonly next: string | null } = await api(
      client.api.sites[':site'].quarantine.all.$get({ param: { site }, query }),
    )
    events.push(...page.events)
    after = page.next
  }
  return events
}
