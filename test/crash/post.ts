/** A call without an answer, as opposed to one with a wrong answer. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
}

/** Posts JSON and answers with JSON. Rejects with `ConnectionLost` where no answer came. */
export type Post = (url: string, headers: Readonly<Record<string, string>>, body: unknown) => Promise<unknown>

/** A network on which answers that were given get lost as well. */
export function createPost(isAnswerLost: () => boolean): Post {
  return async (url, headers, body) => {
    let status: number
    let text: string
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
      status = response.status
      text = await response.text()
    } catch (cause) {
      throw new ConnectionLost(url, { cause })
    }
    if (isAnswerLost()) throw new ConnectionLost(url)
    if (status !== 200) throw new Error(`${url} answered ${status}: ${text}`)
    return JSON.parse(text)
  }
}
