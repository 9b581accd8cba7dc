import { isAtLeast, type Role } from '../../shared/role.ts'
import { useRole } from './use-role.ts'

/** Whether whoever is signed in may do what needs a role: what one may not do is not offered. */
export const useMay = (role: Role): boolean => isAtLeast(useRole(), role)
