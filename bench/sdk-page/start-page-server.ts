import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { vendorAnswer } from './vendor-answers.ts'

/** One origin with everything on it: pages, scripts, the vendors' stand-ins, and the Worker behind `/v1/`. */
export interface PageServer {
  readonly url: string
  stop(): void
}

export interface PageServerParts {
  /** Pages by path, and scripts by path. */
  readonly texts: ReadonlyMap<string, { readonly type: string; readonly body: string }>
  /** A folder whose files are served as well, below `/shop`; its pages with or without the script. */
  readonly shop: string
  readonly worker: string
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

export async function startPageServer({ texts, shop, worker }: PageServerParts): Promise<PageServer> {
  const compressed = new Map<string, Buffer>()

  const answer = (response: ServerResponse, type: string, body: string | Buffer): void => {
    const headers = {
      'content-type': type,
      'cache-control': type.startsWith('text/html') ? 'no-cache' : 'max-age=3600',
    }
    if (typeof body !== 'string') {
      response.writeHead(200, headers).end(body)
      return
    }
    // Once each: a CDN keeps what it has compressed
    const bytes = compressed.get(body) ?? brotliCompressSync(body)
    compressed.set(body, bytes)
    response.writeHead(200, { ...headers, 'content-encoding': 'br' }).end(bytes)
  }

  const passOn = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { hostname, port } = new URL(worker)
    const { url: path = '/', method = 'GET', headers } = incoming
    const onward = request({ hostname, port, path, method, headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.rawHeaders)
      answered.pipe(response)
    })
    onward.on('error', () => response.destroy())
    incoming.pipe(onward)
  }

  const server = createServer((incoming, response) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost')
    const text = texts.get(pathname)
    const vendor = vendorAnswer(pathname)
    if (text) answer(response, text.type, text.body)
    else if (vendor) incoming.resume().on('end', () => answer(response, vendor.type, vendor.body))
    else if (pathname.startsWith('/v1/')) passOn(incoming, response)
    else void serveShop(pathname, searchParams.has('without'), response)
  })

  const serveShop = async (pathname: string, without: boolean, response: ServerResponse): Promise<void> => {
    const path = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname)
    const type = TYPES[extname(path)]
    try {
      const file = await readFile(join(shop, path))
      if (type === undefined) throw new Error(`no type for ${path}`)
      if (extname(path) !== '.html' && type.startsWith('font')) return answer(response, type, file)
      const text = file.toString()
      answer(response, type, without ? text.replace(/<script[^>]* src="\/ew\.js"[^>]*><\/script>/, '') : text)
    } catch {
      response.writeHead(404).end()
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // `as`: it listens on a port
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
