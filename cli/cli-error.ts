/** A failure that the person at the terminal can do something about: shown as its message, without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError'
}
