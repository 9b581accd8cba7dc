/** Sends a text after the page's end, without an answer. Where it is refused, nothing is lost: the queue has it. */
export function beacon(url: string, body: string): void {
  navigator.sendBeacon?.(url, body)
}
