/** The members of one segment as both sides see them. */
export interface Comparison {
  readonly edge: number
  readonly duckdb: number
  /** Customers that only the edge counts as members. */
  readonly onlyEdge: readonly string[]
  /** Customers that only the SQL query counts as members. */
  readonly onlyDuckdb: readonly string[]
}

/** Compares member by member: equal counts of different people are not equal. */
export function compareMembers(edge: ReadonlySet<string>, duckdb: ReadonlySet<string>): Comparison {
  return {
    edge: edge.size,
    duckdb: duckdb.size,
    onlyEdge: missingFrom(duckdb, edge),
    onlyDuckdb: missingFrom(edge, duckdb),
  }
}

export function isEqual({ onlyEdge, onlyDuckdb }: Comparison): boolean {
  return onlyEdge.length === 0 && onlyDuckdb.length === 0
}

function missingFrom(there: ReadonlySet<string>, here: ReadonlySet<string>): string[] {
  return [...here].filter((customer) => !there.has(customer)).toSorted((a, b) => a.localeCompare(b))
}
