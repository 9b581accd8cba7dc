import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { ConsoleChunk } from './build-console.ts'
import { inRepository } from './repository.ts'
import { runMain } from './run-main.ts'
import { UserError } from './user-error.ts'

/** gzip, in bytes of 1,000 a KB. */
const BUDGETS = { entry: 190_000, page: 40_000, tool: 180_000 }
/** What every page of a site loads. */
const SHELL = 'console/shell/shell.tsx'

interface Size {
  readonly name: string
  readonly bytes: number
  readonly budget: number
}

/**
 * Checks what the console's pages load: all that every page of a site needs, what each page alone needs beside it, what some
 * of them share, and what is loaded only where it is used (a checker, an editor of code). Needs a build.
 */
export async function checkConsoleSize(print: (line: string) => void): Promise<void> {
  const sizes = await measure()
  for (const { name, bytes, budget } of sizes) {
    print(`${name}: ${(bytes / 1_000).toFixed(1)} KB of ${budget / 1_000}`)
  }
  const over = sizes.filter(({ bytes, budget }) => bytes > budget)
  if (over.length === 0) return
  const lines = over.map(({ name, bytes, budget }) => `${name}: ${bytes} bytes gzip; at most ${budget}`)
  throw new UserError(lines.join('\n'))
}

async function measure(): Promise<Size[]> {
  // `as`: the build wrote it
  const chunks = JSON.parse(
    await readFile(inRepository('dist', 'console.json'), 'utf8'),
  ) as readonly ConsoleChunk[]
  const byFile = new Map(chunks.map((chunk) => [chunk.file, chunk]))
  const bytes = new Map<string, number>()
  for (const { file } of chunks) {
    bytes.set(file, gzipSync(await readFile(inRepository('dist', 'console', file))).length)
  }
  const closure = (roots: readonly string[], without: ReadonlySet<string>): Set<string> => {
    const files = new Set<string>()
    const add = (file: string): void => {
      const chunk = byFile.get(file)
      if (chunk === undefined || files.has(file) || without.has(file)) return
      files.add(file)
      chunk.imports.forEach(add)
    }
    roots.forEach(add)
    return files
  }
  const sum = (files: ReadonlySet<string>): number =>
    [...files].reduce((total, file) => total + (bytes.get(file) ?? 0), 0)

  const first = chunks.filter(({ isEntry, of }) => isEntry || of === SHELL).map(({ file }) => file)
  const entry = closure(first, new Set())
  const later = chunks
    .filter(({ of, file }) => of !== null && !entry.has(file))
    .map(({ file, of }) => ({ of: of ?? file, files: closure([file], entry) }))
  const isShared = (file: string): boolean => later.filter(({ files }) => files.has(file)).length > 1
  const shared = new Set(later.flatMap(({ files }) => [...files].filter(isShared)))
  return [
    { name: 'every page of a site', bytes: sum(entry), budget: BUDGETS.entry },
    ...later.map(({ of, files }) => ({
      name: of,
      bytes: sum(new Set([...files].filter((file) => !shared.has(file)))),
      budget: of.endsWith('-page.tsx') ? BUDGETS.page : BUDGETS.tool,
    })),
    ...[...shared].map((file) => ({
      name: `shared: ${file}`,
      bytes: bytes.get(file) ?? 0,
      budget: BUDGETS.page,
    })),
  ]
}

if (import.meta.main) await runMain(() => checkConsoleSize((line) => console.log(line)))
