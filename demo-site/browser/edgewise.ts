interface Decision {
  readonly fields: Readonly<Record<string, unknown>> | null
}

/** A method of the script and its arguments, as far as the shop calls them. */
type Call =
  | readonly ['track', event: string, properties?: object]
  | readonly ['identify', traits: object]
  | readonly ['ready', then: () => void]
  | readonly ['on', event: `slot:${string}`, listener: (decision: Decision) => void]
  | readonly ['on', event: 'debug', listener: () => void]
  | readonly ['debug']

declare global {
  interface Window {
    edgewise?: {
      push(call: Call): unknown
      /** Only the script has it; the list that waits for the script has not. */
      reset?(): Promise<void>
    }
  }
}

/**
 * Calls the script, or leaves the call where the script will look for it when it comes. If it never comes, the shop
 * is none the wiser.
 */
export function edgewise(...call: Call): void {
  window.edgewise ??= [] as Call[]
  window.edgewise.push(call)
}
