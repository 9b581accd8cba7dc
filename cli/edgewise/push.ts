import { describeIssue, describeWarning } from '../../shared/problem/index.ts'
import { siteChanges, type Side } from '../../shared/release/index.ts'
import { CliError } from '../cli-error.ts'
import { describeChange } from './describe-change.ts'
import { notPulled, putDraft, readDraft } from './draft.ts'
import { readPulled, writePulled } from './pulled.ts'
import { settle } from './settle.ts'
import { writeDocument } from './site-document.ts'
import type { Workspace } from './workspace.ts'

/** Makes the draft what a file says. What others changed in it since the file was pulled stays, and comes into the file. */
export async function push(
  workspace: Workspace,
  { prefer, replace }: { readonly prefer: Side | null; readonly replace: boolean },
): Promise<string[]> {
  const { folder, file, document } = workspace
  if (document === null) throw new CliError(`${file} cannot be read: there is no such file`)
  const pulled = await readPulled(workspace)
  for (;;) {
    const draft = await readDraft(workspace)
    const isSame = siteChanges(draft.site, document).length === 0
    if (pulled === null && !replace && !isSame) throw notPulled(workspace)
    const next = replace || pulled === null ? document : settle(pulled.document, draft.site, document, prefer)
    const changes = siteChanges(draft.site, next).flatMap(describeChange)
    const saved = changes.length === 0 ? draft : await putDraft(workspace, draft.version, next)
    // Somebody was faster: join with that, too
    if (saved === null) continue
    if (siteChanges(document, next).length > 0) await writeDocument(folder, file, next)
    await writePulled(workspace, { version: saved.version, document: next })
    const what = changes.length === 0 ? 'says that already' : 'has changed:'
    return [
      `Draft ${saved.version} of ${workspace.site} ${what}`,
      ...changes,
      ...(saved.issues.length > 0 ? ['It cannot be published yet:', ...saved.issues.map(describeIssue)] : []),
      ...saved.warnings.map(describeWarning),
    ]
  }
}
