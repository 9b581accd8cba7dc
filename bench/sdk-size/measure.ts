import { brotliCompressSync, gzipSync } from 'node:zlib'

/** Bytes of a text as it is, and as browsers fetch it. */
export interface Size {
  readonly raw: number
  /** gzip -9 */
  readonly gzip: number
  /** brotli, quality 11 */
  readonly brotli: number
}

/** The most that something may weigh, in bytes. */
export type Budget = Partial<Size>

export function measure(code: string): Size {
  return {
    raw: Buffer.byteLength(code),
    gzip: gzipSync(code, { level: 9 }).length,
    brotli: brotliCompressSync(code).length,
  }
}

/** The ways in which a size is over its budget. */
export function excesses(size: Size, budget: Budget): readonly (keyof Size)[] {
  return (['raw', 'gzip', 'brotli'] as const).filter((unit) => size[unit] > (budget[unit] ?? Infinity))
}
