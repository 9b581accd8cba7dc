/**
 * The layouts that a profile's database has had, each as the step from the one before. They only add: while a deploy
 * rolls out, the older code works on what the newer one has made.
 *
 * 1. the log and the checkpoint
 * 2. `meta`: the number of the layout
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE log (
     seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, from_at INTEGER, to_at INTEGER,
     release INTEGER NOT NULL, events TEXT NOT NULL, rest TEXT);
   CREATE TABLE checkpoint (part INTEGER PRIMARY KEY, body TEXT NOT NULL);`,
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;`,
]

/** The number of a database's layout; 0: it is empty. `PRAGMA user_version` is refused by the platform. */
export function layoutOf(sql: SqlStorage): number {
  const tables = sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('log', 'meta')")
    .toArray()
    .map(({ name }) => name)
  if (!tables.includes('meta')) return tables.length
  return sql.exec<{ value: number }>("SELECT value FROM meta WHERE name = 'layout'").one().value
}

/** Brings a database to the newest layout. Call it in a transaction: half a step must not stay. Answers the rows written. */
export function migrate(sql: SqlStorage, migrations: readonly string[] = MIGRATIONS): number {
  const from = layoutOf(sql)
  if (from >= migrations.length) return 0
  for (const step of migrations.slice(from)) sql.exec(step)
  return sql.exec("INSERT OR REPLACE INTO meta (name, value) VALUES ('layout', ?)", migrations.length)
    .rowsWritten
}
