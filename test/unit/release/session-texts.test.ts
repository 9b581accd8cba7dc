import { expect, test } from 'vitest'
import { decide } from '../../../shared/experience/index.ts'
import { loadRelease, validateSite } from '../../../shared/release/index.ts'
import { createState, sessionOf } from '../../../shared/segment/index.ts'
import { issueAfter, issuesAfter, siteDocument } from './site.ts'

const TITLE = '/experiences/0/variants/1/fields/title'

/** The shop with one text for everybody. */
function loadWith(title: string) {
  const experience = { id: 'all', slot: 'hero', variants: [{ id: 'only', fields: { title } }] }
  const result = validateSite({ ...siteDocument(), experiences: [experience] })
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  return loadRelease({ number: 1, hash: '', site: result.site })
}

test('[SEG69] a text may read the session, and only what there is', () => {
  expect(issuesAfter({ [TITLE]: 'Visit {{ session.number | default: 1 }}' })).toEqual([])
  expect(issueAfter({ [TITLE]: 'Visit {{ sessions.number }}' })).toMatchObject({
    pointer: TITLE,
    expected: expect.stringContaining('did you mean "session"?') as string,
  })
})

test('[SEG69] a release whose texts read the session keeps sessions, and another does not', () => {
  const { plan, content } = loadWith('Visit {{ session.number | default: "?" }}')
  const state = createState(plan)
  expect(sessionOf(state)).toEqual({ isActive: false })
  expect(sessionOf(createState(loadWith('A session').plan))).toBeNull()

  const titleFor = (session: (() => { number: number }) | undefined) =>
    decide(content, {
      memberships: new Set(),
      facts: {},
      traits: {},
      session,
      unit: null,
      now: 0,
      release: 1,
    }).decisions['hero']?.fields
  expect(titleFor(() => ({ number: 3 }))).toMatchObject({ title: 'Visit 3' })
  expect(titleFor(undefined)).toMatchObject({ title: 'Visit ?' })
})
