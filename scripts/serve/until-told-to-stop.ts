/**
 * Resolves with the reason when this process is to stop: by a signal, or because its parent ended. The latter counts
 * since a signal to `npm run …` may never reach what npm started.
 */
export function untilToldToStop(): Promise<string> {
  const parent = process.ppid
  // a parent that ended may have been the one that read; what is written to it then must not end us out of order
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return new Promise((resolve) => {
    const watch = setInterval(() => {
      if (process.ppid !== parent) stop('its parent ended')
    }, 250)
    const stop = (reason: string): void => {
      clearInterval(watch)
      resolve(reason)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop(signal))
  })
}
