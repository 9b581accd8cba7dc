/** Calls back now, or once a prerendered page is really shown: nobody has seen it before. */
export function whenActivated(callback: () => void): void {
  // `in`: only Chromium prerenders
  if ('prerendering' in document && document.prerendering) {
    document.addEventListener('prerenderingchange', callback, { once: true })
  } else callback()
}
