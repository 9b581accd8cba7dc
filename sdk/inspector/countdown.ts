import { element } from './element.ts'
import { formatDuration } from './format-duration.ts'

const EVERY_MS = 250
const running = new Set<{ readonly node: HTMLElement; readonly until: number }>()
let timer: ReturnType<typeof setInterval> | undefined

/** The time until an instant, ticking while it is on the page. */
export function countdown(until: string): HTMLElement {
  const node = element('time', { class: 'countdown', datetime: until })
  const counted = { node, until: Date.parse(until) }
  show(counted)
  running.add(counted)
  timer ??= setInterval(tick, EVERY_MS)
  return node
}

function tick(): void {
  for (const counted of running) {
    if (counted.node.isConnected) show(counted)
    else running.delete(counted)
  }
  if (running.size > 0) return
  clearInterval(timer)
  timer = undefined
}

function show({ node, until }: { readonly node: HTMLElement; readonly until: number }): void {
  const left = until - Date.now()
  node.textContent = left > 0 ? `in ${formatDuration(left)}` : 'now'
}
