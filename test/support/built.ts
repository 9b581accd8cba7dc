import { build } from '../../scripts/build.ts'

/** Vitest's global setup of tests that run what ships: it is built from the code as it stands. */
export default function setup(): Promise<void> {
  return build({ print: () => {} })
}
