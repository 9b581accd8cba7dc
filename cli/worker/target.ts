import { CliError } from '../cli-error.ts'

/** A Worker, and what opens its admin API. */
export interface Target {
  readonly url: string
  readonly token: string
}

/** The Worker that a command line names; null: the server that was started last. Throws what is wrong with it. */
export function readTarget(
  { url, token }: { readonly url?: string | undefined; readonly token?: string | undefined },
  environment: Readonly<Record<string, string | undefined>>,
  usage: string,
): Target | null {
  if (url === undefined) {
    if (token !== undefined) throw new CliError(`--token needs --url, too.\n\n${usage}`)
    return null
  }
  if (!URL.canParse(url)) {
    throw new CliError(`--url ${url}: expected an address such as https://edge.example.com`)
  }
  const secret = token ?? environment['EDGEWISE_TOKEN']
  if (secret === undefined) {
    throw new CliError(
      `--url needs --token, or the token in the variable EDGEWISE_TOKEN: the Worker's ADMIN_TOKEN.`,
    )
  }
  return { url, token: secret }
}
