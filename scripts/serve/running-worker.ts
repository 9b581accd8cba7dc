import type { WorkerSettings } from './worker-settings.ts'

export interface RunOptions {
  readonly settings: WorkerSettings
  /** Where the built Worker is. */
  readonly bundleDirectory: string
  /** Where the objects' databases are kept. */
  readonly objectsDirectory: string
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly variables: Readonly<Record<string, string>>
  /** A folder of files to serve beside the Worker; null: none. */
  readonly assets: string | null
}

/** The built Worker, answering. */
export interface RunningWorker {
  readonly url: string
  /** workerd's own. */
  readonly pid: number
  /** Resolves when workerd ended although nobody stopped it. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}
