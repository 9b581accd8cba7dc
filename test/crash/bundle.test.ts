import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inRepository } from '../../scripts/repository.ts'
import { bundleDirectory } from '../../scripts/serve/worker-settings.ts'

test('[PRO60] what is deployed has no point at which a test could let something fail', async () => {
  const source = await readFile(inRepository('edge', 'faults.ts'), 'utf8')
  const points = [...source.matchAll(/\| '([a-z.-]+)'/g)].map(([, point]) => point!)
  const bundle = await readFile(join(bundleDirectory, 'worker.js'), 'utf8')
  expect(points.length).toBeGreaterThan(3)
  for (const name of [...points, 'EDGEWISE_FAULTS', 'comeBy']) expect(bundle).not.toContain(name)
  // else it would be looked for in the wrong file
  expect(bundle).toContain('outbox:')
})
