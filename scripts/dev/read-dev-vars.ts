import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { inRepository } from '../repository.ts'
import { UserError } from '../user-error.ts'

/** The secrets that wrangler gives the Worker: kept in .dev.vars, made up at the first start. */
export async function readDevVars(): Promise<{ readonly adminToken: string }> {
  const file = inRepository('.dev.vars')
  if (!existsSync(file)) {
    const secret = randomBytes(32).toString('base64url')
    // hex: a token that began with "-" would read as an option of a command line
    const token = randomBytes(24).toString('hex')
    await writeFile(file, `EDGEWISE_SECRET=${secret}\nADMIN_TOKEN=${token}\nEDGEWISE_LOCAL=1\n`, {
      mode: 0o600,
    })
  }
  const adminToken = parseEnv(await readFile(file, 'utf8'))['ADMIN_TOKEN']
  if (adminToken === undefined)
    throw new UserError('.dev.vars has no ADMIN_TOKEN: add one, or remove the file.')
  return { adminToken }
}
