import { Hono } from 'hono'
import * as v from 'valibot'
import type { Json, JsonObject } from '../../../shared/json.ts'
import { mergePatch, readPart, type SitePart } from '../../../shared/release/index.ts'
import type { AdminContext } from '../../http/admin-context.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { asks } from '../../http/asks.ts'
import { takes } from '../../http/takes.ts'
import { takesJson } from '../../http/takes-json.ts'
import { noSuchSite } from '../no-such-site.ts'
import { may } from '../people/may.ts'
import { siteObject } from '../release-cache.ts'
import { checkSiteId } from '../site-id.ts'
import { readVersion, readVersionOrNew } from './condition.ts'
import { draftAnswer, findings, siteOf, tagVersion } from './draft-answer.ts'
import { checkDraftSize, MAX_DRAFT_BYTES } from './draft-size.ts'
import type { Draft } from './drafts.ts'
import { documentConflict } from './edit-conflict.ts'
import { checkPart, editPart } from './edit-part.ts'
import { newWriteKey } from './new-write-key.ts'
import { orderExperiences } from './order-experiences.ts'

const body = takesJson(MAX_DRAFT_BYTES)
/** The ids of a slot's experiences: the first that reaches a visitor decides. */
const Order = v.strictObject({ experiences: v.array(v.string()) })

const RELEASE = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'the number of the current release'))
/** The release that an edit of the whole has taken into account. */
const Onto = v.object({ basedOn: v.optional(RELEASE) })

/** The draft: whole, and part by part. */
export const draftRoutes = new Hono<AdminContext>()
  .get('/:site/draft', may('viewer'), async (c) => {
    const site = c.req.param('site')
    const draft = await siteObject(c.env, site).draft()
    if (draft === null) throw noSuchSite(site)
    return c.json(draftAnswer(c, draft))
  })
  .put('/:site/draft', may('editor'), asks(Onto), body, async (c) => {
    const site = c.req.param('site')
    const version = readVersion(c)
    const onto = c.req.valid('query').basedOn
    const basedOn = onto === undefined ? null : Number(onto)
    // `as`: it has the site's id as a member
    const document = checkSiteId(site, c.req.valid('json')) as JsonObject
    const object = siteObject(c.env, site)
    const edit = { version, document: JSON.stringify(document), basedOn, editor: c.var.actor.name }
    checkDraftSize(edit.document)
    const result = await object.saveDraft({ ...edit, subject: 'draft' })
    if (result.type === 'saved') return c.json(draftAnswer(c, result.draft))
    if (result.type === 'no-such-release') {
      const now = result.current === null ? 'there is none' : `it is ${result.current}`
      throw new ProblemError('bad-request', { detail: `basedOn is to be the current release: ${now}.` })
    }
    const [current, base] = await Promise.all([object.draft(), object.draftAt(version)])
    if (current === null) throw noSuchSite(site)
    throw documentConflict({
      version: current.version,
      by: current.editedBy,
      base: base && siteOf(base),
      theirs: siteOf(current),
      yours: document,
    })
  })
  .post('/:site/draft/writeKeys', may('editor'), async (c) => {
    const site = c.req.param('site')
    const key = newWriteKey(site)
    const part = { kind: 'writeKeys', id: key }
    const value = { key, consent: 'required' }
    const edit = { site, part, editor: c.var.actor.name, version: null, change: () => value }
    const draft = await editPart(c.env, edit)
    tagVersion(c, draft)
    return c.json(partAnswer(part, draft), 201)
  })
  .put('/:site/draft/slots/:id/order', may('editor'), takes(Order), async (c) => {
    const { site, id: slot } = c.req.param()
    const { experiences } = c.req.valid('json')
    const editor = c.var.actor.name
    return c.json(draftAnswer(c, await orderExperiences(c.env, { site, slot, experiences, editor })))
  })
  .get('/:site/draft/:kind/:id', may('viewer'), async (c) => {
    const site = c.req.param('site')
    const part = c.req.param()
    checkPart(part)
    const draft = await siteObject(c.env, site).draft()
    if (draft === null) throw noSuchSite(site)
    const answer = partAnswer(part, draft)
    if (answer.value === undefined && part.kind !== 'settings') throw noSuchPart(part)
    tagVersion(c, draft)
    return c.json(answer)
  })
  .put('/:site/draft/:kind/:id', may('editor'), body, async (c) => {
    const part = c.req.param()
    checkPart(part)
    const version = readVersionOrNew(c)
    const value = checkPartBody(c.req.valid('json'), part)
    const edit = { site: part.site, part, editor: c.var.actor.name, version, change: () => value }
    const draft = await editPart(c.env, edit)
    tagVersion(c, draft)
    return c.json(partAnswer(part, draft), version === null ? 201 : 200)
  })
  .patch('/:site/draft/:kind/:id', may('editor'), body, async (c) => {
    const part = c.req.param()
    checkPart(part)
    const version = readVersion(c)
    const patch = checkPartBody(c.req.valid('json'), part)
    const draft = await editPart(c.env, {
      site: part.site,
      part,
      editor: c.var.actor.name,
      version,
      change: (before) => {
        if (before === undefined && part.kind !== 'settings') throw noSuchPart(part)
        return mergePatch(before, patch)
      },
    })
    tagVersion(c, draft)
    return c.json(partAnswer(part, draft))
  })
  .delete('/:site/draft/:kind/:id', may('editor'), async (c) => {
    const part = c.req.param()
    checkPart(part)
    const version = readVersion(c)
    const edit = { site: part.site, part, editor: c.var.actor.name, version, change: () => undefined }
    const draft = await editPart(c.env, edit)
    tagVersion(c, draft)
    return c.json(partAnswer(part, draft))
  })

/** One part, and what is wrong with the document that it stands in. */
function partAnswer({ kind, id }: SitePart, draft: Draft) {
  const site = siteOf(draft)
  const { version, editedBy, editedAt } = draft
  return { version, editedBy, editedAt, value: readPart(site, { kind, id }), ...findings(site) }
}

/** What a part is to be, or how it is to change: an entry keeps the name that its address has. */
function checkPartBody(value: Json, { kind, id }: SitePart): Json {
  if (kind === 'settings') return value
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  // `as`: no list, which TypeScript does not conclude for readonly ones
  const member = kind === 'writeKeys' ? 'key' : 'id'
  const name = isObject ? ((value as JsonObject)[member] ?? id) : undefined
  if (isObject && name === id) return { [member]: id, ...(value as JsonObject) }
  throw new ProblemError('bad-request', {
    detail: `The body is not an entry of ${kind} with the ${member} of its address.`,
    issues: [
      {
        pointer: isObject ? `/${member}` : '',
        found: JSON.stringify(isObject ? name : value),
        expected: JSON.stringify(id),
      },
    ],
  })
}

function noSuchPart({ kind, id }: SitePart): ProblemError {
  return new ProblemError('not-found', { detail: `The draft has no ${kind}/${id}.` })
}
