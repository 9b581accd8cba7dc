const MAX_LENGTH = 2_000

/**
 * Tells the platform's log of a failure, as one line of JSON. What goes into `fields` must be nobody's: no ids of visitors
 * or users, nothing that a request brought. Names of objects are hashes.
 */
export function logFailure(
  what: string,
  cause?: unknown,
  fields: Readonly<Record<string, string | number>> = {},
): void {
  console.error(JSON.stringify({ level: 'error', what, ...fields, ...describe(cause) }))
}

function describe(cause: unknown): Record<string, string> {
  if (cause === undefined) return {}
  if (!(cause instanceof Error)) return { error: typeof cause }
  const { name, message, stack } = cause
  return {
    error: name,
    message: message.slice(0, MAX_LENGTH),
    ...(stack !== undefined && { stack: stack.slice(0, MAX_LENGTH) }),
  }
}
