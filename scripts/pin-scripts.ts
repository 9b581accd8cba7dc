import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Scripts under an address of their own. */
export interface PinnedScripts {
  /** Made from what is in them: the folder of the same scripts has the same name. */
  readonly name: string
  /** What browsers check `ew.js` by. */
  readonly integrity: string
}

/** Copies the built scripts for pages, as they are now, into a folder of their own below `pinned`. */
export async function pinScripts(built: string, pinned: string): Promise<PinnedScripts> {
  const files = (await readdir(built)).filter((file) => /^ew.*\.js$/.test(file)).toSorted()
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(await readFile(join(built, file)))
  const name = hash.digest('hex').slice(0, 16)
  await mkdir(join(pinned, name), { recursive: true })
  // What the script loads later comes from beside it, so it is pinned with it
  for (const file of files) await cp(join(built, file), join(pinned, name, file))
  const script = createHash('sha384').update(await readFile(join(built, 'ew.js')))
  return { name, integrity: `sha384-${script.digest('base64')}` }
}
