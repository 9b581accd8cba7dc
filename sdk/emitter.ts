import type { EdgewiseErrorCode } from './edgewise-error.ts'
import type { EdgewiseEventMap } from './event-map.ts'

type Name = keyof EdgewiseEventMap

/** Who listens to what. A listener that throws disturbs nobody else. */
export interface Emitter {
  /** `known`: what the listener is told at once. */
  readonly on: <N extends Name>(
    name: N,
    callback: (value: EdgewiseEventMap[N]) => void,
    known?: EdgewiseEventMap[N],
  ) => () => void
  readonly off: <N extends Name>(name: N, callback: (value: EdgewiseEventMap[N]) => void) => void
  readonly emit: <N extends Name>(name: N, value: EdgewiseEventMap[N]) => void
  /** Handles a rejection: reports it. */
  readonly fail: (code: EdgewiseErrorCode) => (cause: unknown) => undefined
  readonly report: (code: EdgewiseErrorCode, message: string, cause?: unknown) => undefined
}

export function createEmitter(): Emitter {
  const listeners = new Map<Name, Set<(value: never) => void>>()

  const tell = <N extends Name>(callback: (value: never) => void, value: EdgewiseEventMap[N]): void => {
    try {
      // `as`: a callback is kept under the name whose value it takes
      callback(value as never)
    } catch (cause) {
      // The page's own mistake, and nobody else's: it belongs where the page looks for its uncaught errors
      reportError(cause)
    }
  }

  const emit: Emitter['emit'] = (name, value) =>
    listeners.get(name)?.forEach((callback) => tell(callback, value))

  const report: Emitter['report'] = (code, message, cause) => {
    // Being offline is nobody's mistake; the rest is the site's to see and fix
    if (code !== 'network') console.warn('[edgewise]', message, cause ?? '')
    emit('error', { code, message, cause })
  }

  const off: Emitter['off'] = (name, callback) => void listeners.get(name)?.delete(callback)

  const on: Emitter['on'] = (name, callback, known) => {
    if (!listeners.get(name)?.add(callback)) listeners.set(name, new Set([callback]))
    if (known !== undefined) tell(callback, known)
    return () => off(name, callback)
  }

  return { on, off, emit, report, fail: (code) => (cause) => report(code, String(cause), cause) }
}
