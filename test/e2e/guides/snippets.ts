import { readFile } from 'node:fs/promises'
import { inRepository } from '../../../scripts/repository.ts'

/** A block of code of a guide. */
export interface Snippet {
  /** Of its fence, with the file's path where it names one. @example 'tsx app/root.tsx' */
  readonly label: string
  readonly code: string
}

/** All blocks of code of a guide, in their order: a test takes them all, so that there is none that nobody has run. */
export async function readSnippets(guide: string): Promise<readonly Snippet[]> {
  const text = await readFile(inRepository('docs', 'guides', `${guide}.md`), 'utf8')
  return [...text.matchAll(/^```(\w.*)\n([\s\S]*?)^```$/gm)].map(([, label = '', code = '']) => ({
    label,
    code,
  }))
}
