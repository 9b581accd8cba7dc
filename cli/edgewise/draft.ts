import * as v from 'valibot'
import type { JsonObject } from '../../shared/json.ts'
import { CliError } from '../cli-error.ts'
import { callEdge, parseAnswer, toError } from '../worker/call.ts'
import type { Workspace } from './workspace.ts'

const Issues = v.array(v.object({ pointer: v.string(), found: v.string(), expected: v.string() }))

const Draft = v.object({
  version: v.number(),
  basedOn: v.nullable(v.number()),
  editedBy: v.string(),
  site: v.record(v.string(), v.unknown()),
  issues: Issues,
  warnings: Issues,
})

const Release = v.object({ site: v.record(v.string(), v.unknown()) })

/** The draft of a site, as the Worker tells it. */
export type Draft = Omit<v.InferOutput<typeof Draft>, 'site'> & { readonly site: JsonObject }

export async function readDraft({ target, site }: Workspace): Promise<Draft> {
  const answer = await callEdge(target, { method: 'GET', path: `/api/sites/${site}/draft` })
  if (!answer.ok) throw toError(answer.problem)
  return toDraft(parseAnswer(Draft, target, answer.body))
}

/** Makes the draft what a document says, if it is at a version; null: somebody else has edited it since. */
export async function putDraft(
  { target, site }: Workspace,
  version: number,
  document: JsonObject,
): Promise<Draft | null> {
  const path = `/api/sites/${site}/draft`
  const answer = await callEdge(target, { method: 'PUT', path, version, body: JSON.stringify(document) })
  if (answer.ok) return toDraft(parseAnswer(Draft, target, answer.body))
  if (answer.problem.type === '/problems/edit-conflict') return null
  throw toError(answer.problem)
}

/** What is published. */
export async function readReleased(workspace: Workspace): Promise<JsonObject> {
  const released = await readReleasedOrNone(workspace)
  if (released === null) throw new CliError(`Nothing of ${workspace.site} is published yet.`)
  return released
}

/** What is published; null: nothing is yet. */
export async function readReleasedOrNone({ target, site }: Workspace): Promise<JsonObject | null> {
  const answer = await callEdge(target, { method: 'GET', path: `/api/sites/${site}/release` })
  // `as`: what was parsed from JSON
  if (answer.ok) return parseAnswer(Release, target, answer.body).site as JsonObject
  if (answer.problem.type === '/problems/site-not-published') return null
  throw toError(answer.problem)
}

export function notPulled({ file, target }: Workspace): CliError {
  return new CliError(
    `${file} was not pulled from ${target.url} here, so nobody can tell what of it is yours. Pull into another file and take your changes there, or give --replace.`,
  )
}

/** `as`: what was parsed from JSON. */
function toDraft(draft: v.InferOutput<typeof Draft>): Draft {
  return { ...draft, site: draft.site as JsonObject }
}
