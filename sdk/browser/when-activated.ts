/** Calls back now, or once a prerendered page is really shown: nobody has seen it before. */
export function whenActivated(callback: () => void): void {
  // `as`: TypeScript's DOM library does not know it; only Chromium prerenders
  const { prerendering } = document as { readonly prerendering?: boolean }
  if (prerendering) document.addEventListener('prerenderingchange', callback, { once: true })
  else callback()
}
