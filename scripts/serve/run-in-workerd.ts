import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { RunningWorker, RunOptions } from './running-worker.ts'
import { workerdCommand, workerdEnvironment } from './workerd-binary.ts'
import { workerdConfig } from './workerd-config.ts'

/** Runs the bundle in workerd and nothing else: what is measured and killed is then the Worker itself. */
export async function runInWorkerd(options: RunOptions): Promise<RunningWorker> {
  await mkdir(options.objectsDirectory, { recursive: true })
  const directory = dirname(options.objectsDirectory)
  const configFile = join(directory, 'workerd.capnp')
  await writeFile(configFile, workerdConfig(options, directory))

  const workerd = spawn(workerdCommand, ['serve', configFile, '--control-fd=3'], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...workerdEnvironment, ...options.settings.variables, ...options.variables },
  })
  // stdout belongs to the line that says "ready"
  workerd.stdout?.pipe(process.stderr, { end: false })
  workerd.stderr?.pipe(process.stderr, { end: false })

  const ended = once(workerd, 'exit').then(() => undefined)
  const port = await Promise.race([listeningPort(workerd.stdio[3] as Readable), ended])
  if (port === undefined || workerd.pid === undefined) throw new Error('workerd did not start')
  return {
    url: `http://${options.host}:${port}`,
    pid: workerd.pid,
    ended,
    stop: async () => {
      workerd.kill('SIGTERM')
      // on SIGTERM workerd waits for its connections to end, and a live socket may not
      const impatience = setTimeout(() => workerd.kill('SIGKILL'), 2_000)
      await ended
      clearTimeout(impatience)
    },
  }
}

/** workerd says on its control pipe, in lines of JSON, where it listens. */
async function listeningPort(control: Readable): Promise<number | undefined> {
  for await (const line of createInterface({ input: control })) {
    const message = JSON.parse(line) as { event: string; port?: number }
    if (message.event === 'listen' && message.port !== undefined) return message.port
  }
  return undefined
}
