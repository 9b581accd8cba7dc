/** The layouts that a Preview object's database has had, each as the step from the one before. */
export const LAYOUTS: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
   CREATE TABLE sessions (
     id TEXT PRIMARY KEY, code_hash TEXT, code_until INTEGER NOT NULL, key_hash TEXT, origin TEXT NOT NULL,
     view TEXT NOT NULL, version INTEGER NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL,
     until INTEGER NOT NULL, ends_at INTEGER NOT NULL) WITHOUT ROWID;`,
]
