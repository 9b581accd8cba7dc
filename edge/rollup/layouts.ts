/** The layouts that a rollup shard's database has had, each as the step from the one before. */
export const LAYOUTS: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
   CREATE TABLE profiles (
     key TEXT PRIMARY KEY, version INTEGER NOT NULL, segments_hash TEXT NOT NULL, contribution TEXT NOT NULL) WITHOUT ROWID;`,
]
