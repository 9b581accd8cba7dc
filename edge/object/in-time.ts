/** What `work` comes to, or a rejection where it takes longer than `limitMs`. It is not stopped by that. */
export async function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: number | null = null
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
