import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type RequestOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** One origin before an app's server and the Worker, as a zone's routes make it. */
export interface Front {
  readonly url: string
  stop(): void
}

/** Passes what begins with `/v1/` on to the Worker, sockets too, and everything else to the app. */
export async function startFront(origins: {
  readonly worker: () => string
  readonly app: () => string
}): Promise<Front> {
  // With the headers as they are: both are to see the host that the browser sees
  const passOn = ({ url = '/', method, headers }: IncomingMessage): RequestOptions => {
    const { hostname, port } = new URL(url.startsWith('/v1/') ? origins.worker() : origins.app())
    return { hostname, port, path: url, headers, ...(method && { method }) }
  }
  const server = createServer((incoming, outgoing) => {
    const onward = request(passOn(incoming), (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const onward = request(passOn(incoming))
    onward.on('upgrade', (answer, other, rest) => {
      const lines = answer.rawHeaders.flatMap((name, index, all) =>
        index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
      )
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`)
      socket.write(rest)
      other.write(head)
      other.pipe(socket).pipe(other)
      other.on('error', () => socket.destroy())
      socket.on('error', () => other.destroy())
    })
    onward.on('error', () => socket.destroy())
    onward.end()
  })
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
