import { spawn } from 'node:child_process'
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { inRepository } from '../../scripts/repository.ts'
import { isPortFree } from '../../scripts/serve/free-port.ts'

export interface ServerOptions {
  /** workerd alone, without files. @default false */
  readonly raw?: boolean
  /** The site document. @default the demo's */
  readonly site?: string
  /** The state directory. @default a new one, removed by `stop` */
  readonly state?: string
  /** Answers carry explanations. @default false */
  readonly local?: boolean
  /** The files served beside the Worker. @default dist/assets */
  readonly assets?: string
  /** The folder of the built Worker. @default dist/worker */
  readonly bundle?: string
}

/** The line that `npm run serve` prints when it is ready. */
interface Ready {
  readonly url: string
  readonly site: string
  readonly writeKey: string
  readonly serverKey: string
  readonly adminToken: string
  /** workerd's. */
  readonly pid: number
}

/** The built Worker, served by the script that users start. */
export interface Server extends Ready {
  readonly state: string
  /** What it said on stderr so far. */
  readonly log: string
  /** Resolves when it has said a text on stderr since it was started last. */
  said(text: string): Promise<void>
  /** Ends it in order, and removes a state directory that was made for it. */
  stop(): Promise<void>
  /** Ends it by SIGKILL: no handler runs, nothing is flushed. Its state stays. */
  kill(): Promise<void>
  /** Starts it again on the same state and the same port. */
  restart(): Promise<void>
}

export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const directory = await mkdtemp(join(tmpdir(), 'edgewise-'))
  const state = resolve(options.state ?? join(directory, 'state'))
  const remove = (): Promise<void> => rm(directory, { recursive: true, force: true })
  let run = await launch(options, state, directory, 0).catch(async (error: unknown) => {
    await remove()
    throw error
  })

  return {
    get url() {
      return run.ready.url
    },
    get site() {
      return run.ready.site
    },
    get writeKey() {
      return run.ready.writeKey
    },
    get serverKey() {
      return run.ready.serverKey
    },
    get adminToken() {
      return run.ready.adminToken
    },
    get pid() {
      return run.ready.pid
    },
    get log() {
      return run.log()
    },
    state,
    said: async (text) => {
      const { child, log } = run
      while (!log().includes(text)) await once(child.stderr, 'data')
    },
    stop: async () => {
      await end(run.child, 'SIGTERM')
      await remove()
    },
    kill: async () => {
      // the script first: Miniflare would start a workerd that was killed again
      const ended = end(run.child, 'SIGKILL')
      killIfRunning(run.ready.pid)
      await ended
      // the kernel closes a killed process's sockets in its own time
      const { hostname, port } = new URL(run.ready.url)
      while (!(await isPortFree(hostname, Number(port)))) await setImmediate()
    },
    restart: async () => {
      await end(run.child, 'SIGTERM')
      run = await launch(options, state, directory, Number(new URL(run.ready.url).port))
    },
  }
}

interface Run {
  readonly child: ChildProcessByStdio<null, Readable, Readable>
  readonly ready: Ready
  readonly log: () => string
}

async function launch(options: ServerOptions, state: string, cwd: string, port: number): Promise<Run> {
  const args = ['--port', String(port), '--state', state]
  if (options.raw) args.push('--raw')
  if (options.local) args.push('--local')
  if (options.site !== undefined) args.push('--site', resolve(options.site))
  if (options.bundle !== undefined) args.push('--bundle', resolve(options.bundle))
  if (options.assets !== undefined) args.push('--assets', resolve(options.assets))

  // in a folder of its own, so that its announcement does not hide that of a server somebody works with
  const child = spawn(process.execPath, [inRepository('scripts', 'serve.ts'), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>,
    once(child, 'close').then((): never => {
      throw new Error(`The server did not start:\n${log}`)
    }),
  ])
  // the script's own line
  return { child, ready: JSON.parse(line) as Ready, log: () => log }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

function killIfRunning(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
