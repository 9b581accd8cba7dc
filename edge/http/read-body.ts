import { gunzip } from './gunzip.ts'
import { ProblemError } from './problem-error.ts'

/**
 * Reads a request's body as text, inflated where it is gzip, and gives up as soon as it is over the limit: a declared
 * length is not believed, and nothing beyond the limit is kept in memory.
 */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > maxBytes) throw tooLarge(maxBytes)
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase()
  switch (encoding) {
    case 'identity':
      return unwrapForm(request, declared > 0 ? await request.text() : await readText(request, maxBytes))
    case 'gzip':
    case 'x-gzip': {
      const inflated = gunzip(await readBytes(request, maxBytes), maxBytes)
      if (inflated.type === 'too-large') throw tooLarge(maxBytes)
      if (inflated.type === 'ok') return unwrapForm(request, new TextDecoder().decode(inflated.bytes))
      throw new ProblemError('bad-request', {
        detail: `The body is not gzip, although "Content-Encoding" says so: ${inflated.reason}.`,
      })
    }
    default:
      throw new ProblemError('unsupported-encoding', {
        detail: `"Content-Encoding: ${encoding}" is not known here. Send the body as it is, or as gzip.`,
      })
  }
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

async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of limited(request, maxBytes)) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of limited(request, maxBytes)) {
    chunks.push(chunk)
    length += chunk.byteLength
  }
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

async function* limited({ body }: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    yield chunk
  }
}

/**
 * The JSON of a body that says it is a form: many clients say so of plain JSON (curl's `-d` does), and real forms carry
 * it in their field `data`.
 */
function unwrapForm(request: Request, text: string): string {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded') || /^\s*[{[]/.test(text)) return text
  return new URLSearchParams(text).get('data') ?? text
}

function tooLarge(maxBytes: number): ProblemError {
  return new ProblemError('body-too-large', {
    detail: `The body has more than ${maxBytes} bytes. Send fewer events in a request.`,
  })
}
