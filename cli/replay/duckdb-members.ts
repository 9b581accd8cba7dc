import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { SALE_TIME_MS } from './order-completed.ts'

/** The instant at which the rules are to be evaluated for one customer, epoch milliseconds. */
export interface Moment {
  readonly customer: string
  readonly now: number
}

/** What the queries are asked over. */
export interface DuckdbInput {
  readonly file: string
  /** The day (midnight UTC) that the last day of the file becomes. */
  readonly lastDay: number
  /** How many purchases of the file count, from its top; absent: all. */
  readonly limit?: number
  readonly moments: readonly Moment[]
}

/**
 * Answers each query over the file itself, read by DuckDB: nothing of what the edge was sent is used but the instants
 * that the edge evaluated at.
 *
 * A query yields customers. It reads `purchases (customer, line, sold_at, quantity, revenue)`, `moments (customer,
 * asked_at)` and their join `sales`; times are epoch milliseconds, and the macro `days(n)` gives milliseconds.
 */
export async function queryMembers(
  input: DuckdbInput,
  queries: readonly string[],
): Promise<ReadonlySet<string>[]> {
  const instance = await DuckDBInstance.create(':memory:')
  try {
    const connection = await instance.connect()
    try {
      await prepare(connection, input)
      const members: ReadonlySet<string>[] = []
      for (const query of queries) {
        const answer = await connection.runAndReadAll(query)
        members.push(new Set(answer.getRows().map(([customer]) => String(customer))))
      }
      return members
    } finally {
      connection.closeSync()
    }
  } finally {
    instance.closeSync()
  }
}

async function prepare(connection: DuckDBConnection, input: DuckdbInput): Promise<void> {
  const { file, lastDay, limit, moments } = input
  await connection.run('create macro days(n) as n::bigint * 86400000')
  // No CSV dialect splits on runs of spaces: each line is read whole.
  await connection.run(
    String.raw`
    create table cells as
      select row_number() over () as line, regexp_split_to_array(trim(text, E' \t\r'), '\s+') as cell
      from read_csv($file, columns = {'text': 'varchar'}, delim = E'\x01', quote = '', escape = '',
                    header = false, auto_detect = false, strict_mode = false)
      where regexp_matches(text, '^\s*\d')`,
    { file },
  )
  await connection.run(
    `
    create table purchases as
      with rows as (
        select line, cell[1] as customer, epoch_ms(strptime(cell[-3], '%Y%m%d')) as day,
               cell[-2]::integer as quantity, cell[-1]::decimal(12, 2) as revenue
        from cells
      )
      select customer, line, day - max(day) over () + $lastDay::bigint + $saleTime::bigint as sold_at, quantity, revenue
      from rows
      order by line
      limit $limit::bigint`,
    { lastDay, saleTime: SALE_TIME_MS, limit: limit ?? Number.MAX_SAFE_INTEGER },
  )
  await connection.run('create table moments (customer varchar primary key, asked_at bigint)')
  const appender = await connection.createAppender('moments')
  for (const { customer, now } of moments) {
    appender.appendVarchar(customer)
    appender.appendBigInt(BigInt(now))
    appender.endRow()
  }
  appender.closeSync()
  await connection.run('create view sales as select * from purchases join moments using (customer)')
}
