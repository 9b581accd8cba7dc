import type { Env } from '../env.ts'
import type { Role } from '../../shared/role.ts'
import type { Caller } from './people/caller.ts'

/** A name that no site can have: of the object that knows all of them. */
const LIST = '*'

export interface ListedSite {
  readonly id: string
  readonly name: string
}

/** The Site object that is none of a site: it knows which there are. */
export function siteList(env: Env) {
  return env.SITE.get(env.SITE.idFromName(LIST))
}

/** The sites on which somebody has a role. */
export async function sitesOf(env: Env, caller: Caller): Promise<(ListedSite & { readonly role: Role })[]> {
  const sites = await siteList(env).listedSites()
  const roles = await Promise.all(sites.map(({ id }) => caller.roleOn(id)))
  return sites.flatMap(({ id, name }, index) => {
    const role = roles[index] ?? null
    return role === null ? [] : [{ id, name, role }]
  })
}
