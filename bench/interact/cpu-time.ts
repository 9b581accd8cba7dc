import { readdir, readFile } from 'node:fs/promises'

/**
 * The CPU time that the threads of a process have used so far in user and kernel mode, microseconds. From the
 * scheduler's own books, in nanoseconds: `/proc/<pid>/stat` has the same time in steps of 10 ms.
 */
export async function readCpuMicros(pid: number): Promise<number> {
  const tasks = `/proc/${pid}/task`
  const times = await Promise.all(
    (await readdir(tasks)).map(async (thread) => {
      const [running] = (await readFile(`${tasks}/${thread}/schedstat`, 'latin1')).split(' ')
      return Number(running)
    }),
  )
  return times.reduce((sum, time) => sum + time, 0) / 1000
}
