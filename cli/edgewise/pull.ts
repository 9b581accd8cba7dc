import type { Side } from '../../shared/release/index.ts'
import { siteChanges } from '../../shared/release/index.ts'
import { describeChange } from './describe-change.ts'
import { notPulled, readDraft } from './draft.ts'
import { readPulled, writePulled } from './pulled.ts'
import { settle } from './settle.ts'
import { writeDocument } from './site-document.ts'
import type { Workspace } from './workspace.ts'

/** Writes the draft to a file. What was changed in the file since it was last pulled stays. */
export async function pull(
  workspace: Workspace,
  { prefer, replace }: { readonly prefer: Side | null; readonly replace: boolean },
): Promise<string[]> {
  const { folder, file, document } = workspace
  const { version, site } = await readDraft(workspace)
  const mine = replace ? null : document
  const pulled = mine && (await readPulled(workspace))
  if (mine !== null && pulled === null && siteChanges(mine, site).length > 0) throw notPulled(workspace)
  const next = mine === null || pulled === null ? site : settle(pulled.document, site, mine, prefer)
  const changes = siteChanges(document ?? {}, next).flatMap(describeChange)
  // A file that says the same stays as somebody has written it
  if (document === null || changes.length > 0) await writeDocument(folder, file, next)
  await writePulled(workspace, { version, document: site })
  const what = document === null ? 'is new' : changes.length === 0 ? 'has it already' : 'has changed:'
  return [`Draft ${version} of ${workspace.site}: ${file} ${what}`, ...(document === null ? [] : changes)]
}
