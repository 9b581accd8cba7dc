/** The layouts that an entrance's database has had, each as the step from the one before. */
export const LAYOUTS: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;`,
]
