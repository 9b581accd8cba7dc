import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { declareSite } from '../../../cli/types/declare-site.ts'
import { readSite } from '../../../cli/publish/read-site.ts'
import { inRepository } from '../../../scripts/repository.ts'
import { runCommand } from '../../../scripts/run-command.ts'

/** A page in TypeScript that uses the package. */
let project: string

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'edgewise-typed-'))
  await mkdir(join(project, 'node_modules', '@types'), { recursive: true })
  const packages = [
    ['dist/npm', 'edgewise'],
    ['node_modules/react', 'react'],
    ['node_modules/@types/react', '@types/react'],
    ['node_modules/csstype', 'csstype'],
  ] as const
  for (const [from, to] of packages) await symlink(inRepository(from), join(project, 'node_modules', to))
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        lib: ['es2022', 'dom'],
        jsx: 'react-jsx',
        types: [],
        noEmit: true,
        preserveSymlinks: true,
      },
    }),
  )
})

afterEach(() => rm(project, { recursive: true, force: true }))

/** What the compiler says of the project. */
const compile = () => runCommand('tsc', ['-p', project])

const use = `
import { createEdgewise, createTracker, type Edgewise } from 'edgewise'
import { Slot, useSlot, useTrack } from 'edgewise/react'
const edgewise: Edgewise = createEdgewise({ key: 'ewk_shop_1' })
const tracker = createTracker({ key: 'ewk_shop_1' })
`

test('[SDK54] events and slots that are declared are checked: names, what events carry, what slots hold', async () => {
  const { site } = await readSite(inRepository('demo-site', 'site.json'))
  await writeFile(join(project, 'edgewise.d.ts'), declareSite(site))
  await writeFile(
    join(project, 'more.d.ts'),
    `import 'edgewise'
     declare module 'edgewise' {
       interface EdgewiseEvents { 'Size Chosen': { size: number } }
     }`,
  )
  await writeFile(
    join(project, 'page.tsx'),
    `${use}
void edgewise.track('Product Added', { product_id: 'p1', category: 'hiking', price: 89 })
void edgewise.track('Product Viewed')
void edgewise.track('Size Chosen', { size: 42 }, { timestamp: new Date() })
const price: number | undefined = edgewise.slot('hero').get()?.fields?.image?.width
edgewise.slot('announcement').subscribe(({ fields }) => fields?.text.toUpperCase())
export function Page() {
  const track = useTrack()
  const title: string | undefined = useSlot('hero')?.fields?.title
  return <div onClick={() => void track('Product Viewed', { category: 'running' })}>
    {title}{price}
    <Slot name="hero">{({ cta }) => <a href={cta?.href}>{cta?.label}</a>}</Slot>
  </div>
}

// @ts-expect-error there is no such event
void edgewise.track('Product Aded', { product_id: 'p1' })
// @ts-expect-error a price is a number
void edgewise.track('Product Added', { price: '89' })
// @ts-expect-error not one of its values
void edgewise.track('Product Viewed', { category: 'sailing' })
// @ts-expect-error it has no such property
void tracker.track('Product Viewed', { colour: 'red' })
// @ts-expect-error a size has to be given
void edgewise.track('Size Chosen')
// @ts-expect-error there is no such slot
edgewise.slot('heroo')
// @ts-expect-error it has no such field
edgewise.slot('hero').get()?.fields?.headline
// @ts-expect-error it may not be there: variants have it, the default has not
edgewise.slot('hero').get()?.fields?.title.toUpperCase()
// @ts-expect-error there is no such slot
export const none = <Slot name="heroo" />
export function Wrong() {
  const track = useTrack()
  // @ts-expect-error there is no such event
  void track('Product Aded')
  // @ts-expect-error there is no such slot
  return useSlot('heroo')
}
`,
  )
  const { ok, output } = await compile()
  expect(output).toBe('')
  expect(ok).toBe(true)
})

test('[SDK54] where none are declared any will do', async () => {
  await writeFile(
    join(project, 'page.tsx'),
    `${use}
void edgewise.track('Whatever', { anything: [1, { more: true }] })
void tracker.track('Whatever')
const fields = edgewise.slot('anywhere').get()?.fields
export const title: string = String(fields?.['title'])
export const slot = <Slot name="anywhere">{({ title }) => String(title)}</Slot>
// @ts-expect-error properties are an object
void edgewise.track('Whatever', 'text')
`,
  )
  const { ok, output } = await compile()
  expect(output).toBe('')
  expect(ok).toBe(true)
})
