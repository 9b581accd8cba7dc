import { describeWarning } from '../../shared/problem/index.ts'
import { siteChanges } from '../../shared/release/index.ts'
import { CliError } from '../cli-error.ts'
import { callEdge, parseAnswer, toError } from '../worker/call.ts'
import { Published, putRelease } from '../publish/put-release.ts'
import { readSite } from '../publish/read-site.ts'
import { describeChange } from './describe-change.ts'
import { readDraft, readReleasedOrNone } from './draft.ts'
import type { Workspace } from './workspace.ts'

/** Publishes the draft, or a file past it, and says what that changed. */
export async function publish(
  workspace: Workspace,
  { file, message }: { readonly file: string | null; readonly message: string | null },
): Promise<string[]> {
  const before = await readReleasedOrNone(workspace)
  const { published, after } = await (file === null
    ? publishDraft(workspace, message)
    : publishFile(workspace, file, message))
  const { number, hash, unchanged, warnings } = published
  const what = unchanged ? 'is what this says already' : 'is published'
  return [
    `Release ${number} of ${workspace.site} ${what} (${hash.slice(0, 12)}), at ${workspace.target.url}`,
    ...(unchanged || before === null ? [] : siteChanges(before, after).flatMap(describeChange)),
    ...warnings.map(describeWarning),
  ]
}

async function publishDraft(workspace: Workspace, message: string | null) {
  const { target, site } = workspace
  const { version, site: after } = await readDraft(workspace)
  const answer = await callEdge(target, {
    method: 'POST',
    path: `/api/sites/${site}/releases`,
    version,
    body: JSON.stringify({ ...(message !== null && { message }) }),
  })
  if (!answer.ok) throw toError(answer.problem)
  return { published: parseAnswer(Published, target, answer.body), after }
}

async function publishFile(workspace: Workspace, file: string, message: string | null) {
  const { document, target } = workspace
  if (document === null) throw new CliError(`${file} cannot be read: there is no such file`)
  return { published: await putRelease(target, await readSite(file), message), after: document }
}
