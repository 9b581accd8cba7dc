import { readFile, stat } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { inRepository } from '../repository.ts'

/** A line for each file among a step's outputs: its size as written and as a visitor downloads it. */
export async function describeOutputs(paths: readonly string[]): Promise<string> {
  const lines = await Promise.all(
    paths.map(async (path) => {
      if (!(await stat(inRepository(path))).isFile()) return ''
      const content = await readFile(inRepository(path))
      return `\n  ${path}  ${content.length} B, ${gzipSync(content).length} B gzip`
    }),
  )
  return lines.join('')
}
