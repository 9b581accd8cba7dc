import type { Env } from '../env.ts'
import type { Role } from '../../shared/role.ts'
import type { Caller } from './people/caller.ts'

export interface ListedSite {
  readonly id: string
  readonly name: string
}

/** The object that knows which sites there are. */
export function siteList(env: Env) {
  return env.SITES.get(env.SITES.idFromName('all'))
}

/** The sites on which somebody has a role. */
export async function sitesOf(env: Env, caller: Caller): Promise<(ListedSite & { readonly role: Role })[]> {
  const sites = await siteList(env).list()
  const roles = await Promise.all(sites.map(({ id }) => caller.roleOn(id)))
  return sites.flatMap(({ id, name }, index) => {
    const role = roles[index] ?? null
    return role === null ? [] : [{ id, name, role }]
  })
}
