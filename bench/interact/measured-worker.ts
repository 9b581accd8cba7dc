import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { workerdCommand, workerdEnvironment } from '../../scripts/serve/workerd-binary.ts'

/** A Worker to put under load: one module on workerd alone, with nothing else in the process. */
export interface MeasuredWorkerOptions {
  readonly module: string
  /** Binding → class of each Durable Object. */
  readonly objects: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string>>
  readonly compatibilityDate: string
  readonly compatibilityFlags: readonly string[]
  /** Its databases and its configuration. */
  readonly directory: string
}

export interface MeasuredWorker {
  readonly url: string
  /** workerd's. */
  readonly pid: number
  readonly stop: () => Promise<void>
}

/** Starts workerd; both sides of the comparison come from here, so that they differ in their module only. */
export async function startMeasuredWorker(options: MeasuredWorkerOptions): Promise<MeasuredWorker> {
  const objectsDirectory = join(options.directory, 'objects')
  await mkdir(objectsDirectory, { recursive: true })
  const configFile = join(options.directory, 'workerd.capnp')
  await writeFile(configFile, capnp(options, objectsDirectory))
  const workerd = spawn(workerdCommand, ['serve', configFile, '--control-fd=3'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, ...workerdEnvironment },
  })
  const ended = once(workerd, 'exit')
  const port = await Promise.race([listeningPort(workerd.stdio[3] as Readable), ended.then(() => undefined)])
  if (port === undefined || workerd.pid === undefined)
    throw new Error(`workerd did not start ${options.module}`)
  return {
    url: `http://127.0.0.1:${port}`,
    pid: workerd.pid,
    stop: async () => {
      workerd.kill('SIGTERM')
      await ended
    },
  }
}

async function listeningPort(control: Readable): Promise<number | undefined> {
  for await (const line of createInterface({ input: control })) {
    const message = JSON.parse(line) as { event: string; port?: number } // workerd's own form
    if (message.event === 'listen' && message.port !== undefined) return message.port
  }
  return undefined
}

// capnp's text literals are C's, and so are JSON's in all that paths, names and keys hold.
const text = (value: string): string => JSON.stringify(value)

function capnp(options: MeasuredWorkerOptions, objectsDirectory: string): string {
  const objects = Object.entries(options.objects)
  const namespaces = objects.map(
    ([, className]) => `(className = ${text(className)}, uniqueKey = ${text(className)}, enableSql = true)`,
  )
  const bindings = [
    ...objects.map(
      ([name, className]) => `(name = ${text(name)}, durableObjectNamespace = ${text(className)})`,
    ),
    ...Object.entries(options.variables).map(
      ([name, value]) => `(name = ${text(name)}, text = ${text(value)})`,
    ),
  ]
  // relative: capnp looks for an absolute path in its import path
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "objects", disk = (path = ${text(objectsDirectory)}, writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed ${text(relative(options.directory, options.module))})],
  compatibilityDate = ${text(options.compatibilityDate)},
  compatibilityFlags = [${options.compatibilityFlags.map(text).join(', ')}],
  durableObjectNamespaces = [${namespaces.join(', ')}],
  durableObjectStorage = (localDisk = "objects"),
  bindings = [${bindings.join(', ')}],
);
`
}
