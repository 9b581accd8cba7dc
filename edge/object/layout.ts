/**
 * The number of the layout that an object's database has; 0: it is empty. `PRAGMA user_version` is refused by the
 * platform, so it stands in the table `meta`; the first layouts of profiles and of sites had none.
 */
export function layoutOf(sql: SqlStorage): number {
  const tables = sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('log', 'releases', 'meta')",
    )
    .toArray()
    .map(({ name }) => name)
  if (!tables.includes('meta')) return tables.length
  return sql.exec<{ value: number }>("SELECT value FROM meta WHERE name = 'layout'").one().value
}

/**
 * Brings a database to the newest of the layouts, each of which is the step from the one before. Call it in a
 * transaction: half a step must not stay. Answers the rows written.
 */
export function migrate(sql: SqlStorage, layouts: readonly string[]): number {
  const from = layoutOf(sql)
  if (from >= layouts.length) return 0
  for (const step of layouts.slice(from)) sql.exec(step)
  return sql.exec("INSERT OR REPLACE INTO meta (name, value) VALUES ('layout', ?)", layouts.length)
    .rowsWritten
}
