/** The part of workerd's `node:zlib` that is used: Node's own types would bring all of Node's globals into the Worker. */
declare module 'node:zlib' {
  /** Throws a `RangeError` when more than `maxOutputLength` bytes come out. */
  export function deflateRawSync(text: string): Uint8Array<ArrayBuffer>
  export function inflateRawSync(bytes: Uint8Array): Uint8Array<ArrayBuffer>
  export function gunzipSync(bytes: Uint8Array, options: { maxOutputLength: number }): Uint8Array
}
