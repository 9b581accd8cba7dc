import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)

/** The absolute path of something in this repository. */
export const inRepository = (...path: string[]): string => join(root, ...path)
