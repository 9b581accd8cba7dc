import { siteChanges } from '../../shared/release/index.ts'
import { CliError } from '../cli-error.ts'
import { describeChange } from './describe-change.ts'
import { readDraft, readReleased } from './draft.ts'
import type { Workspace } from './workspace.ts'

/** What a file changes in the draft, or in what is published. */
export async function diff(
  workspace: Workspace,
  { released }: { readonly released: boolean },
): Promise<string[]> {
  const { file, document } = workspace
  if (document === null) throw new CliError(`${file} cannot be read: there is no such file`)
  const before = released ? await readReleased(workspace) : (await readDraft(workspace)).site
  const lines = siteChanges(before, document).flatMap(describeChange)
  return lines.length > 0 ? lines : [`${file} says what ${released ? 'is published' : 'the draft says'}`]
}
