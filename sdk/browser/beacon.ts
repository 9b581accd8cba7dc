/** Sends a text after the page's end, without an answer. */
export function beacon(url: string, body: string): void {
  // Safari loses keepalive fetches at the end of a page more often than beacons; a beacon is refused when the quota is used up
  if (!navigator.sendBeacon?.(url, body))
    void fetch(url, { method: 'POST', body, keepalive: true }).catch(() => {})
}
