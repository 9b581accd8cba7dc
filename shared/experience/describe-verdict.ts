import type { CompiledExperience } from './content.ts'
import type { Verdict } from './verdict.ts'

/** Why an experience shows or not, as a sentence that begins with its id. */
export function describeVerdict(experience: CompiledExperience, verdict: Verdict): string {
  return `${experience.id}: ${explain(experience, verdict)}.`
}

function explain(experience: CompiledExperience, verdict: Verdict): string {
  switch (verdict.type) {
    case 'disabled':
      return 'switched off'
    case 'other-page':
      return 'not on this page'
    case 'other-audience':
      return experience.audience === `experience:${experience.id}`
        ? 'the visitor does not meet its rule'
        : `the visitor is not in ${experience.audience}`
    case 'not-yet':
      return `starts at ${new Date(experience.from).toISOString()}`
    case 'over':
      return `ended at ${new Date(experience.to).toISOString()}`
    case 'no-unit':
      return 'needs a visitor id to split or hold out by, and there is none'
    case 'held-out':
      return `the visitor is among the ${percent(experience.holdout)} held out and keeps the default`
    case 'no-traffic':
      return `the visitor is not among the ${percent(experience.trafficAllocation)} that take part`
    case 'shows': {
      const { id } = experience.variants[verdict.variant]!
      return experience.isExperiment ? `shows ${id}, chosen by the split` : `shows ${id}`
    }
    case 'not-reached':
      return 'not asked, one before it decided'
  }
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`
}
