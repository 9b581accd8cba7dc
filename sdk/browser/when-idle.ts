/** Calls back once the browser has nothing more urgent to do; where it does not tell (Safari), in a task of its own. */
export function whenIdle(callback: () => void): void {
  ;((window as Partial<Window>).requestIdleCallback ?? setTimeout)(callback)
}
