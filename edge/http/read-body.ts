import { ProblemError } from './problem-error.ts'

/**
 * Reads a request's body as text, and gives up as soon as it is over the limit: a declared length is not believed,
 * and nothing beyond the limit is kept in memory.
 */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > maxBytes) throw tooLarge(maxBytes)
  if (declared > 0) return request.text()
  if (request.body === null) return ''
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  for await (const chunk of request.body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** Reads a request's body as JSON. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  return parseJson(await readBody(request, maxBytes))
}

/** Parses a body; its content type is not looked at, as pages send `text/plain` to spare a preflight. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ProblemError('bad-json', {
      detail: `The body is not JSON: ${cause instanceof Error ? cause.message : 'it cannot be parsed'}.`,
    })
  }
}

function tooLarge(maxBytes: number): ProblemError {
  return new ProblemError('body-too-large', {
    detail: `The body has more than ${maxBytes} bytes. Send fewer events in a request.`,
  })
}
