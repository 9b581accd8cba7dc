/** A dump of a database, as text. */
declare module '*.sql?raw' {
  const sql: string
  export default sql
}
