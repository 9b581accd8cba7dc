/**
 * Runs a task in one of the tabs of this origin that want to, and hands it on when that tab ends (Web Locks). `lead` begins
 * the task, and returns how to end it. The function that is returned ends this tab's part: it leads no more, or wants to no
 * more. Where there are no locks, each tab leads.
 */
export function whenElected(name: string, lead: () => () => void): () => void {
  let resign: (() => void) | undefined
  const { locks } = navigator as Partial<Navigator>
  const hold = (): Promise<void> | undefined => {
    // `undefined`: resigned before it was elected
    if (isOver) return undefined
    const end = lead()
    return new Promise((resolve) => {
      resign = () => {
        end()
        resolve()
      }
    })
  }
  let isOver = false
  if (locks) void locks.request(name, hold)
  else void hold()
  return () => {
    isOver = true
    resign?.()
  }
}
