import { createRequire } from 'node:module'
import type * as miniflare from 'miniflare'
import { inRepository } from '../repository.ts'

// miniflare and workerd come with wrangler: the copies it uses are the ones that were tried with it
const fromWrangler = createRequire(createRequire(import.meta.url).resolve('wrangler'))
const fromMiniflare = createRequire(fromWrangler.resolve('miniflare'))

/** Loads the Miniflare that wrangler depends on; its types are those of the same package. */
export const loadMiniflare = (): typeof miniflare => fromWrangler('miniflare')

const binary = (fromMiniflare('workerd') as { default: string }).default

/**
 * The command that runs workerd so that it dies with the process that started it, even by SIGKILL: else it would go on
 * answering on its port with the old code. Its pid is workerd's own.
 */
export const workerdCommand =
  process.platform === 'linux' ? inRepository('scripts', 'serve', 'workerd-bound-to-parent.sh') : binary

export const workerdEnvironment = { EDGEWISE_WORKERD: binary }
