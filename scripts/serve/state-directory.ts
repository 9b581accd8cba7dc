import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { UserError } from '../user-error.ts'

/** What must stay the same between starts, or the ids and keys that were handed out would be worth nothing. */
interface Secrets {
  readonly edgewiseSecret: string
  readonly adminToken: string
  /** Site id → server key. */
  readonly serverKeys: Readonly<Record<string, string>>
}

/** A folder that holds all that a served Worker keeps. */
export interface StateDirectory {
  readonly objectsDirectory: string
  readonly lockFile: string
  readonly secrets: Secrets
  keepServerKey(site: string, key: string): Promise<void>
}

export async function openStateDirectory(path: string): Promise<StateDirectory> {
  const directory = resolve(path)
  await mkdir(directory, { recursive: true }).catch((cause: unknown) => {
    // `as`: what mkdir rejects with
    const { message } = cause as Error
    throw new UserError(
      `Nothing can be kept in ${directory}: ${message}. Name another folder with --state.`,
      {
        cause,
      },
    )
  })
  const secretsFile = join(directory, 'secrets.json')
  const write = async (secrets: Secrets): Promise<void> => {
    // under its name only when whole: a kill in between must not cost the secrets
    await writeFile(`${secretsFile}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
    await rename(`${secretsFile}.new`, secretsFile)
  }

  let secrets = await readSecrets(secretsFile)
  if (secrets === null) {
    secrets = {
      edgewiseSecret: randomBytes(32).toString('base64url'),
      // hex: a token that began with "-" would read as an option of a command line
      adminToken: randomBytes(24).toString('hex'),
      serverKeys: {},
    }
    await write(secrets)
  }
  return {
    objectsDirectory: join(directory, 'do'),
    lockFile: join(directory, 'lock.sqlite'),
    secrets,
    keepServerKey: (site, key) => write({ ...secrets, serverKeys: { ...secrets.serverKeys, [site]: key } }),
  }
}

async function readSecrets(file: string): Promise<Secrets | null> {
  try {
    // `write` above wrote it
    return JSON.parse(await readFile(file, 'utf8')) as Secrets
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
