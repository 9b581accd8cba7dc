/**
 * What `work` comes to, or what `late` says where it takes longer than `limitMs`. The work goes on all the same.
 *
 * @default late a rejection
 */
export async function inTime<T>(
  work: Promise<T>,
  limitMs: number,
  late: () => T = noAnswer(limitMs),
): Promise<T> {
  let timer: number | null = null
  const limit = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), limitMs)
  })
  try {
    const outcome = await Promise.race([work, limit])
    return outcome === LATE ? late() : outcome
  } finally {
    clearTimeout(timer)
  }
}

const LATE = Symbol('late')

function noAnswer(limitMs: number): () => never {
  return () => {
    throw new Error(`no answer within ${limitMs} ms`)
  }
}
