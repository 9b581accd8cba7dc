import { readFile } from 'node:fs/promises'
import { inRepository } from '../../scripts/repository.ts'

/** The demo's site, and a headline for those who come by a campaign: what the peers are told to do as well. */
export async function benchSite(): Promise<object> {
  // `as`: publishing validates it, and refuses what does not fit
  const demo = JSON.parse(await readFile(inRepository('demo-site', 'site.json'), 'utf8')) as {
    readonly slots: readonly object[]
    readonly experiences: readonly object[]
  }
  return {
    ...demo,
    slots: [
      ...demo.slots,
      {
        id: 'bench',
        fields: { title: { type: 'text', required: true } },
        template: '<h1 id="headline">{{ title }}</h1>',
      },
    ],
    experiences: [
      ...demo.experiences,
      {
        id: 'bench',
        slot: 'bench',
        audience: { when: { kind: 'profile', where: { 'campaign.source': 'bench' } } },
        variants: [{ id: 'personalised', fields: { title: 'Personalised' } }],
      },
    ],
  }
}
