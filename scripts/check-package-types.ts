import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packPackage } from './pack-package.ts'
import { UserError } from './user-error.ts'

/** The ways to look a module up that lead to an ES module; the package has no other kind. */
const RESOLUTIONS = ['node16-esm', 'bundler']

/** Fails where the types of a package, packed as it is published, would not be found or say something else than its code. */
export async function checkPackageTypes(directory: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'edgewise-pack-'))
  try {
    // Loaded here: it brings a compiler, and most checks end before
    const { checkPackage, createPackageFromTarballData } = await import('@arethetypeswrong/core')
    const tarball = await readFile(await packPackage(directory, folder))
    const result = await checkPackage(createPackageFromTarballData(tarball))
    if (!result.types) throw new UserError(`${directory} has no types`)
    const problems = result.problems.filter(
      (problem) => !('resolutionKind' in problem) || RESOLUTIONS.includes(problem.resolutionKind),
    )
    if (problems.length > 0)
      throw new UserError(problems.map((problem) => JSON.stringify(problem)).join('\n'))
  } finally {
    await rm(folder, { recursive: true })
  }
}
