import type { Json } from '../../../shared/json.ts'

/** A value that should be a text; empty, where it is not. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
