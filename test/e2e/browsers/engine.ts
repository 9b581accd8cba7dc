/** A browser of one of the three makers, driven by what each of them offers. */
export interface Engine {
  /** @example 'firefox/153.7.0' */
  readonly version: string
  /** A visitor who has never been here, with one tab. */
  newVisitor(): Promise<EngineVisitor>
  close(): Promise<void>
}

export interface EngineVisitor {
  /** Resolves when the page has loaded. */
  open(address: string): Promise<void>
  /** Sets out to go back in the history of its tab. */
  back(): Promise<void>
  /** Runs a function in the page; what it takes and answers is JSON, and it sees nothing of its surroundings. */
  run<Args extends readonly unknown[], Result>(
    body: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>
  /** The value of a cookie of the page that is open, of those too that no script can read. */
  cookie(name: string): Promise<string | undefined>
  close(): Promise<void>
}
