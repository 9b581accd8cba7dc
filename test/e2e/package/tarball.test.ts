import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build as bundle } from 'esbuild'
import { build as buildWithVite } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPackageTypes } from '../../../scripts/check-package-types.ts'
import { packPackage } from '../../../scripts/pack-package.ts'
import { inRepository } from '../../../scripts/repository.ts'
import { runCommand } from '../../../scripts/run-command.ts'

/** A project of somebody else, with the package as they get it. */
let project: string

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'edgewise-project-'))
  const tarballs = await Promise.all([
    packPackage(inRepository('dist', 'npm'), project),
    // From here, so that nothing is asked of the network
    packPackage(inRepository('node_modules', 'idb-keyval'), project),
  ])
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const { ok, output } = await runCommand('npm', [
    'install',
    '--prefix',
    project,
    '--offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    ...tarballs,
  ])
  if (!ok) throw new Error(output)
})

afterAll(() => rm(project, { recursive: true, force: true }))

describe('the package, installed from its tarball', () => {
  test('[SDK76] holds its code, its types, its licence and a word of its own, and no more', async () => {
    const root = join(project, 'node_modules', 'edgewise')
    const { ok, output } = await runCommand('find', [root, '-type', 'f', '-not', '-path', '*/types/*'])
    expect(ok).toBe(true)
    expect(
      output
        .trim()
        .split('\n')
        .map((path) => basename(path))
        .toSorted(),
    ).toEqual(['LICENSE', 'README.md', 'element.js', 'index.js', 'package.json', 'react.js'])
  })

  test('[SDK76] is imported by Node, where there is no page', async () => {
    await writeFile(
      join(project, 'server.js'),
      `import * as edgewise from 'edgewise'
       console.log(Object.values(edgewise).every((value) => typeof value === 'function'), Object.keys(edgewise).length)`,
    )
    const { ok, output } = await runCommand('node', [join(project, 'server.js')])
    expect(output).toMatch(/^true \d\d\n$/)
    expect(ok).toBe(true)
  })

  test('[SDK76] is bundled by esbuild and by Vite, without what is not used', async () => {
    await writeFile(
      join(project, 'track.js'),
      `import { createTracker } from 'edgewise'
       await createTracker({ key: 'ewk_shop_1', consent: 'granted' }).track('Product Added')`,
    )
    await writeFile(join(project, 'index.html'), '<script type="module" src="/track.js"></script>')
    const { outputFiles } = await bundle({
      entryPoints: [join(project, 'track.js')],
      absWorkingDir: project,
      bundle: true,
      format: 'esm',
      target: 'es2022',
      write: false,
    })
    await buildWithVite({
      root: project,
      configFile: false,
      logLevel: 'error',
      build: {
        target: 'es2022',
        modulePreload: false,
        rollupOptions: { output: { entryFileNames: 'app.js' } },
      },
    })
    const bundles = [outputFiles[0]!.text, await readFile(join(project, 'dist', 'app.js'), 'utf8')]
    for (const code of bundles) {
      expect(code).toContain('/v1/interact')
      for (const unused of ['MutationObserver', 'WebSocket', 'IntersectionObserver', 'currententrychange']) {
        expect(code).not.toContain(unused)
      }
    }
  })

  test.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('[SDK77] has types that hold without skipLibCheck (%s, %s)', async (module, moduleResolution) => {
    // React's own types, as a project with React has them
    for (const name of ['react', '@types/react', 'csstype']) {
      const place = join(project, 'node_modules', name)
      await mkdir(join(place, '..'), { recursive: true })
      await symlink(inRepository('node_modules', name), place).catch(() => {})
    }
    await cp(inRepository('test', 'fixtures', 'package', 'consumer.tsx'), join(project, 'consumer.tsx'))
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module,
          moduleResolution,
          target: 'es2022',
          lib: ['es2022', 'dom', 'dom.iterable'],
          types: [],
          jsx: 'react-jsx',
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
        },
        files: ['consumer.tsx'],
      }),
    )
    const { ok, output } = await runCommand('tsc', ['-p', project])
    expect(output).toBe('')
    expect(ok).toBe(true)
  })
})

describe('the lint of the package', () => {
  test('[SDK77] finds nothing to say of what is published', async () => {
    const { ok, output } = await runCommand('publint', [inRepository('dist', 'npm'), '--strict'])
    expect(output).toContain('All good')
    expect(ok).toBe(true)
    await checkPackageTypes(inRepository('dist', 'npm'))
  })

  test('[SDK77] would say that types are not found', async () => {
    const broken = join(project, 'broken')
    await cp(inRepository('dist', 'npm'), broken, { recursive: true })
    await rm(join(broken, 'types', 'sdk', 'react'), { recursive: true })
    await expect(checkPackageTypes(broken)).rejects.toThrow('UntypedResolution')
  })
})
