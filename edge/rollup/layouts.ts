/**
 * The layouts that a rollup shard's database has had, each as the step from the one before.
 *
 * 1. what each profile contributes
 * 2. who entered and who left which segment, by day: a number of days since 1970-01-01
 * 3. which profiles were erased lately
 */
export const LAYOUTS: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
   CREATE TABLE profiles (
     key TEXT PRIMARY KEY, version INTEGER NOT NULL, segments_hash TEXT NOT NULL, contribution TEXT NOT NULL) WITHOUT ROWID;`,
  `CREATE TABLE moves (
     day INTEGER, segment TEXT, entered INTEGER NOT NULL, left INTEGER NOT NULL, PRIMARY KEY (day, segment)) WITHOUT ROWID;`,
  `CREATE TABLE erased (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;`,
]
