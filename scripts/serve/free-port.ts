import { createServer } from 'node:net'
import { UserError } from '../user-error.ts'

/** Whether nobody listens there yet; a port of 0 is always free. */
export function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else if (error.code === 'EACCES')
        reject(new UserError(`Port ${port} needs more rights: choose one above 1023.`))
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
        reject(new UserError(`This machine has no address ${host}: choose another with --host.`))
      else reject(error)
    })
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}
