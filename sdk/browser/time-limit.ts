const LIMIT_MS = 2_000

/** A promise that rejects when it takes too long. Safari's IndexedDB has been seen never to answer at all. */
export function timeLimit<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    setTimeout(reject, LIMIT_MS)
    promise.then(resolve, reject)
  })
}
