/** A failure that the person at the terminal can do something about: shown as its message, without a stack. */
export class PublishError extends Error {
  override readonly name = 'PublishError'
}
