/** Shows how far something is: in place on a terminal, else one line every tenth. */
export function createProgress(
  stream: NodeJS.WriteStream,
  label: string,
  total: number,
): (done: number) => void {
  let shownTenth = 0
  return (done) => {
    const text = `${label} ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
    if (stream.isTTY) {
      stream.write(`\r${text}${done === total ? '\n' : ''}`)
      return
    }
    const tenth = Math.floor((done / total) * 10)
    if (tenth > shownTenth) stream.write(`${text}\n`)
    shownTenth = Math.max(shownTenth, tenth)
  }
}
