import { readFile } from 'node:fs/promises'

/** Linux counts CPU time in hundredths of a second (`USER_HZ`), whatever the kernel's own tick is. */
const TICK_MICROS = 10_000

/** The CPU time that a process has used so far in user and kernel mode, all threads, microseconds; steps of 10 ms. */
export async function readCpuMicros(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1')
  // proc(5): the second field, the command, may hold spaces; behind its ")" utime and stime are the 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS
}
