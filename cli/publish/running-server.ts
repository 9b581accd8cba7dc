import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { PublishTarget } from './arguments.ts'
import { PublishError } from './publish-error.ts'

const Announcement = v.object({ url: v.string(), adminToken: v.string() })

/** The server that was started last in a folder: `serve`, `demo` and `dev` announce themselves there while they run. */
export async function findRunningServer(folder: string): Promise<PublishTarget> {
  const file = join(folder, '.edgewise', 'server.json')
  let announced: unknown
  try {
    announced = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new PublishError(
      'No server runs here. Start one with "npm run demo" or "npm run serve", or name a Worker: --url URL --token TOKEN.',
      { cause },
    )
  }
  const parsed = v.safeParse(Announcement, announced)
  if (!parsed.success) throw new PublishError(`${file} does not say where the server is: start it again.`)
  return { url: parsed.output.url, token: parsed.output.adminToken }
}
