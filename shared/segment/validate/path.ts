/** Where something stands in a document: keys from its root on. */
export type Path = readonly (string | number)[]
