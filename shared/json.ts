/** A value that JSON can carry. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined }

/** A JSON object. `undefined` members are tolerated and vanish when written. */
export type JsonObject = { readonly [key: string]: Json | undefined }
