import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** What `npm run publish-site` needs to know of the server that was started last. */
interface Announcement {
  readonly url: string
  readonly site: string
  readonly writeKey: string
  readonly adminToken: string
}

/** Writes `.edgewise/server.json` in the working directory; `withdraw` removes it unless another server wrote over it. */
export async function announce(server: Announcement): Promise<{ withdraw(): Promise<void> }> {
  const file = resolve('.edgewise', 'server.json')
  const json = `${JSON.stringify(server, null, 2)}\n`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, json, { mode: 0o600 })
  return {
    withdraw: async () => {
      const current = await readFile(file, 'utf8').catch(() => null)
      if (current === json) await rm(file)
    },
  }
}
