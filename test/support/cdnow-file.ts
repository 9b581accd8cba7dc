import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const FIRST_DAY = Date.UTC(1997, 0, 1)
const DAYS = 546
const DAY_MS = 86_400_000

/**
 * A file in the form of CDNOW's sample, seeded: customers who buy rarely, often, twice on a day, on the last day, round
 * dollars and cents.
 */
export function generateCdnowSample(customers: number, seed: number): string {
  const random = createRandom(seed)
  const rows: string[] = []
  for (let customer = 1; customer <= customers; customer++) {
    const orders = 1 + Math.floor(random() ** 3 * 24)
    const days = Array.from({ length: orders }, () => Math.floor(random() * DAYS))
    if (random() < 0.2) days.push(days[0]!)
    if (customer === 1) days.push(DAYS - 1)
    for (const day of days.toSorted((a, b) => a - b)) {
      const date = new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')
      const quantity = 1 + Math.floor(random() ** 2 * 8)
      const dollars = random() < 0.2 ? 25 * (1 + Math.floor(random() * 5)) : quantity * (8 + random() * 22)
      const master = String(customer * 10).padStart(5, '0')
      const sample = String(customer).padStart(4, '0')
      rows.push(
        ` ${master} ${sample} ${date} ${String(quantity).padStart(2)} ${dollars.toFixed(2).padStart(7)}\r\n`,
      )
    }
  }
  return rows.join('')
}

/** Runs `use` with the text as a file, which is gone afterwards. */
export async function withFile<T>(text: string, use: (path: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'edgewise-cdnow-'))
  try {
    const path = join(directory, 'sample.txt')
    await writeFile(path, text)
    return await use(path)
  } finally {
    await rm(directory, { recursive: true })
  }
}

/** mulberry32 */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
