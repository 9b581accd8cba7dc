interface Decision {
  readonly fields: Readonly<Record<string, unknown>> | null
}

/** The part of the script's API that the shop calls. */
interface Edgewise {
  track(event: string, properties?: object): unknown
  identify(traits: object): unknown
  reset(): unknown
  ready(then: () => void): unknown
  on(event: `slot:${string}`, listener: (decision: Decision) => void): unknown
  debug(): unknown
}

type Call = { [Method in keyof Edgewise]: [Method, ...Parameters<Edgewise[Method]>] }[keyof Edgewise]

declare global {
  interface Window {
    edgewise?: { push(call: Call): unknown }
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
