/**
 * The layouts that a Site object's database has had, each as the step from the one before. They only add: while a deploy
 * rolls out, the older code works on what the newer one has made.
 *
 * 1. releases, server keys, events that belong to no profile
 * 2. `meta`: the number of the layout; drafts, scheduled releases, the audit; who published what and why; names of keys
 * 3. members and invitations
 * 4. when events that belong to no profile were sent
 */
export const LAYOUTS: readonly string[] = [
  `CREATE TABLE releases (
     number INTEGER PRIMARY KEY, hash TEXT NOT NULL, published_at TEXT NOT NULL, body TEXT NOT NULL);
   CREATE TABLE quarantine (
     seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, message_id TEXT NOT NULL, reason TEXT NOT NULL,
     event TEXT NOT NULL);
   CREATE TABLE server_keys (hash TEXT PRIMARY KEY, created_at TEXT NOT NULL) WITHOUT ROWID;`,
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
   ALTER TABLE releases ADD COLUMN author TEXT;
   ALTER TABLE releases ADD COLUMN message TEXT;
   ALTER TABLE releases ADD COLUMN rollback_to INTEGER;
   ALTER TABLE server_keys ADD COLUMN name TEXT;
   ALTER TABLE server_keys ADD COLUMN ending TEXT;
   ALTER TABLE server_keys ADD COLUMN created_by TEXT;
   ALTER TABLE server_keys ADD COLUMN expires_at INTEGER;
   CREATE TABLE drafts (
     version INTEGER PRIMARY KEY, document TEXT NOT NULL, based_on INTEGER, edited_by TEXT NOT NULL,
     edited_at TEXT NOT NULL);
   CREATE TABLE scheduled (
     id INTEGER PRIMARY KEY, state TEXT NOT NULL, at INTEGER NOT NULL, try_at INTEGER NOT NULL, attempts INTEGER NOT NULL,
     document TEXT NOT NULL, based_on INTEGER, author TEXT NOT NULL, message TEXT, outcome TEXT);
   CREATE TABLE audit (
     seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
     changes TEXT);
   CREATE TRIGGER audit_is_not_rewritten BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
   CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;`,
  `CREATE TABLE members (
     email TEXT PRIMARY KEY, role TEXT NOT NULL, added_by TEXT NOT NULL, added_at TEXT NOT NULL,
     sessions_from INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE invitations (
     hash TEXT PRIMARY KEY, email TEXT NOT NULL, role TEXT NOT NULL, invited_by TEXT NOT NULL,
     expires_at INTEGER NOT NULL) WITHOUT ROWID;`,
  `ALTER TABLE quarantine ADD COLUMN sent_at;`,
]
