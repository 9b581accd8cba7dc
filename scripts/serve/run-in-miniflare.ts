import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { RunningWorker, RunOptions } from './running-worker.ts'
import { loadMiniflare, workerdCommand, workerdEnvironment } from './workerd-binary.ts'

/** Runs the bundle in Miniflare: every binding there is, assets included, kept on disk. */
export async function runInMiniflare(options: RunOptions): Promise<RunningWorker> {
  const { settings, bundleDirectory } = options
  Object.assign(process.env, workerdEnvironment, { MINIFLARE_WORKERD_PATH: workerdCommand })
  const { Log, LogLevel, Miniflare } = loadMiniflare()

  // Miniflare does not tell the pid of the workerd that it starts (and starts again after a crash)
  let workerd: ChildProcess | undefined
  const remember = (message: unknown): void => {
    workerd = (message as { process: ChildProcess }).process
  }
  subscribe('child_process', remember)

  const keepSignals = rememberSignalHandlers()
  const miniflare = new Miniflare({
    host: options.host,
    port: options.port,
    // miniflare keeps the objects in `do` below it
    resourcePersistencePath: dirname(options.objectsDirectory),
    // without an object here Miniflare asks the network where it is
    cf: { timezone: new Intl.DateTimeFormat().resolvedOptions().timeZone },
    logRequests: false,
    enableDevRegistry: false,
    log: new Log(LogLevel.NONE),
    handleStructuredLogs: ({ level, message }) => {
      process.stderr.write(`${level}: ${message}\n`)
    },
    workers: [
      {
        config: {
          name: settings.name,
          compatibilityDate: settings.compatibilityDate,
          compatibilityFlags: [...settings.compatibilityFlags],
          manifest: {
            mainModule: settings.mainModule,
            modulesRoot: bundleDirectory,
            modules: {
              [settings.mainModule]: {
                type: 'esm',
                contents: await readFile(join(bundleDirectory, settings.mainModule), 'utf8'),
              },
            },
          },
          env: Object.fromEntries([
            ...settings.durableObjects.map(({ binding, className }) => [
              binding,
              { type: 'durable-object', worker: settings.name, exportName: className } as const,
            ]),
            ...Object.entries({ ...settings.variables, ...options.variables }).map(([name, value]) => [
              name,
              { type: 'text', value } as const,
            ]),
            ...(options.assets === null || settings.assetsBinding === null
              ? []
              : [[settings.assetsBinding, { type: 'assets' } as const] as const]),
          ]),
          exports: Object.fromEntries(
            settings.durableObjects.map(({ className }) => [
              className,
              { type: 'durable-object', storage: 'sqlite' } as const,
            ]),
          ),
          ...(options.assets === null
            ? {}
            : {
                assets: {
                  directory: options.assets,
                  hasUserWorker: true,
                  runWorkerFirst: [...settings.runWorkerFirst],
                  notFoundHandling: settings.notFoundHandling,
                },
              }),
        },
      },
    ],
  })

  keepSignals()

  try {
    const url = await miniflare.ready
    return {
      url: url.origin,
      get pid() {
        return workerd?.pid ?? 0
      },
      // Miniflare starts workerd again when it ends by itself
      ended: new Promise(() => {}),
      stop: async () => {
        unsubscribe('child_process', remember)
        await miniflare.dispose()
      },
    }
  } catch (error) {
    await miniflare.dispose()
    throw error
  }
}

/** Miniflare ends the process itself on a signal; who started it wants to end in order. */
function rememberSignalHandlers(): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const before = signals.map((signal) => process.listeners(signal))
  return () => {
    for (const [index, signal] of signals.entries()) {
      for (const listener of process.listeners(signal)) {
        if (!before[index]?.includes(listener)) process.off(signal, listener)
      }
    }
  }
}
