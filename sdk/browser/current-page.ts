/** The page as a request and its events name it, within what the edge accepts. */
export interface CurrentPage {
  readonly url: string
  readonly referrer: string
  readonly title: string
}

export function currentPage(): CurrentPage {
  return {
    url: location.href.slice(0, 4096),
    // Browsers cut it at as much
    referrer: document.referrer,
    title: document.title.slice(0, 1024),
  }
}
