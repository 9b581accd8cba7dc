import { ReplayError } from './replay-error.ts'

/** One row of a CDNOW file. */
export interface Purchase {
  /** Its place in the file, from 1: a customer may buy twice on one day, so only the line tells two rows apart. */
  readonly line: number
  readonly customer: string
  /** Midnight UTC of the day, epoch milliseconds. */
  readonly day: number
  readonly quantity: number
  /** US dollars. */
  readonly revenue: number
}

const ROW =
  /^\s*(?<customer>\d+)\s+(?:\d+\s+)?(?<date>\d{8})\s+(?<quantity>\d+)\s+(?<revenue>\d+(?:\.\d+)?)\s*$/

/**
 * Reads a CDNOW file: white-space separated, CRLF or LF. The sample's rows have five columns (customer, its number in
 * the sample, date, discs, dollars), the master's four, below a heading.
 */
export function parsePurchases(text: string): Purchase[] {
  const purchases: Purchase[] = []
  for (const [index, row] of text.split('\n').entries()) {
    const line = index + 1
    if (row.trim() === '' || (line === 1 && /^\s*[a-z]/i.test(row))) continue
    purchases.push(parsePurchase(row, line))
  }
  if (purchases.length === 0) throw new ReplayError('The file holds no purchases.')
  return purchases
}

function parsePurchase(row: string, line: number): Purchase {
  const { customer, date, quantity, revenue } = ROW.exec(row)?.groups ?? {}
  const day = parseDay(date)
  if (customer === undefined || day === undefined) {
    throw new ReplayError(
      `Line ${line}: found ${JSON.stringify(row.trim())}; expected "customer [number] YYYYMMDD discs dollars".`,
    )
  }
  return { line, customer, day, quantity: Number(quantity), revenue: Number(revenue) }
}

function parseDay(date = ''): number | undefined {
  const iso = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`
  const day = Date.parse(`${iso}T00:00:00Z`)
  // `Date.parse` rolls 31 June over into July.
  return Number.isNaN(day) || !new Date(day).toISOString().startsWith(iso) ? undefined : day
}
