import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { CliError } from '../cli-error.ts'
import type { Target } from './target.ts'

const Announcement = v.object({ url: v.string(), adminToken: v.string(), site: v.optional(v.string()) })

/** A server that runs here, and the site that it was started for. */
export type RunningServer = Target & { readonly site: string | null }

/** The server that was started last in a folder: `serve`, `demo` and `dev` announce themselves there while they run. */
export async function findRunningServer(folder: string): Promise<RunningServer> {
  const file = join(folder, '.edgewise', 'server.json')
  let announced: unknown
  try {
    announced = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new CliError(
      'No server runs here. Start one with "npm run demo" or "npm run serve", or name a Worker: --url URL --token TOKEN.',
      { cause },
    )
  }
  const parsed = v.safeParse(Announcement, announced)
  if (!parsed.success) throw new CliError(`${file} does not say where the server is: start it again.`)
  const { url, adminToken, site = null } = parsed.output
  return { url, token: adminToken, site }
}
