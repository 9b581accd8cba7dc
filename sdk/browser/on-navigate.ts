/**
 * Calls back after the address may have changed without a new page, once the app has had a task to set its title.
 * By the Navigation API; where there is none (Safari before 26.2, Firefox before 147) by wrapping History.
 */
export function onNavigate(callback: () => void): void {
  const soon = (): void => void setTimeout(callback)
  const { navigation } = window as Partial<Window>
  if (navigation) return navigation.addEventListener('currententrychange', soon)
  addEventListener('popstate', soon)
  for (const method of ['pushState', 'replaceState'] as const) {
    const original = history[method]
    history[method] = (...args) => {
      original.apply(history, args)
      soon()
    }
  }
}
