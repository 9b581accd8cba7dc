import * as v from 'valibot'

/** What people may do on a site; each may do what those before it may. */
export const Role = v.picklist(['viewer', 'editor', 'publisher', 'admin'])
export type Role = v.InferOutput<typeof Role>

export const isAtLeast = (role: Role, needed: Role): boolean =>
  Role.options.indexOf(role) >= Role.options.indexOf(needed)
