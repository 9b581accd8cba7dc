/** The script tag that puts a site's key on a page. */
export const snippetOf = (writeKey: string): string =>
  `<script async src="${location.origin}/ew.js" data-key="${writeKey}" data-consent="wait"></script>`
