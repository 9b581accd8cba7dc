import { type Comparison, isEqual } from './compare.ts'

/** One line of the report. */
export interface ReportRow {
  readonly segment: string
  readonly sentence: string
  readonly comparison: Comparison
}

const NAMED_CUSTOMERS = 20

/** The table that the replay prints, and below it who differs where something does. */
export function formatReport(rows: readonly ReportRow[]): string {
  const cells = [
    ['segment', 'edge', 'DuckDB', 'equal', 'sentence'],
    ...rows.map(({ segment, sentence, comparison }) => [
      segment,
      String(comparison.edge),
      String(comparison.duckdb),
      isEqual(comparison) ? 'yes' : 'NO',
      sentence,
    ]),
  ]
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)))
  const isNumber = (column: number): boolean => column === 1 || column === 2
  const table = cells.map((row) =>
    row
      .map((cell, column) =>
        isNumber(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  )
  return [...table, ...rows.flatMap(describeDifference)].join('\n')
}

function describeDifference({ segment, comparison }: ReportRow): string[] {
  const sides = [
    ['the edge', comparison.onlyEdge],
    ['DuckDB', comparison.onlyDuckdb],
  ] as const
  return sides
    .filter(([, customers]) => customers.length > 0)
    .map(([side, customers]) => {
      const named = customers.slice(0, NAMED_CUSTOMERS).join(', ')
      const rest = customers.length - NAMED_CUSTOMERS
      return `${segment}: only ${side} has ${named}${rest > 0 ? ` and ${rest} more` : ''}`
    })
}
