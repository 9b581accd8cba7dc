/** The part of workerd's `node:zlib` that is used: Node's own types would bring all of Node's globals into the Worker. */
declare module 'node:zlib' {
  /** Throws a `RangeError` when more than `maxOutputLength` bytes come out. */
  export function gunzipSync(bytes: Uint8Array, options: { maxOutputLength: number }): Uint8Array
}
