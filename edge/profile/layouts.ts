/**
 * The layouts that a profile's database has had, each as the step from the one before. They only add: while a deploy
 * rolls out, the older code works on what the newer one has made.
 *
 * 1. the log and the checkpoint
 * 2. `meta`: the number of the layout, marks of the outbox, setbacks of timers
 * 3. `quarantine`: what was set aside, until now in the log's rows
 * 4. `archive`: the older rows of the log, many in one
 */
export const LAYOUTS: readonly string[] = [
  `CREATE TABLE log (
     seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, from_at INTEGER, to_at INTEGER,
     release INTEGER NOT NULL, events TEXT NOT NULL, rest TEXT);
   CREATE TABLE checkpoint (part INTEGER PRIMARY KEY, body TEXT NOT NULL);`,
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;`,
  `CREATE TABLE quarantine (seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, events TEXT NOT NULL);
   INSERT INTO quarantine SELECT seq, received_at, rest -> '$.quarantined' FROM log
   WHERE rest -> '$.quarantined' IS NOT NULL;`,
  `CREATE TABLE archive (
     seq INTEGER PRIMARY KEY, first_at INTEGER NOT NULL, received_at INTEGER NOT NULL, from_at INTEGER, to_at INTEGER,
     rows BLOB NOT NULL);`,
]
