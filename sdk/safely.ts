type Functions<T> = { [Key in keyof T]: (...args: never[]) => unknown }

/** The same functions, none of which throws or rejects: what goes wrong is handed to `report`, and undefined returned. */
export function safely<T extends Functions<T>>(functions: T, report: (cause: unknown) => void): T {
  const wrapped = Object.entries<(...args: never[]) => unknown>(functions).map(([name, call]) => [
    name,
    (...args: never[]) => {
      try {
        const result = call(...args)
        return result instanceof Promise ? result.catch(report) : result
      } catch (cause) {
        return report(cause)
      }
    },
  ])
  // `as`: the keys are the same, and so are the signatures where nothing goes wrong
  return Object.fromEntries(wrapped) as T
}
