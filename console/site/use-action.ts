import { useState } from 'react'
import { ApiError } from '../api-error.ts'
import { notify } from '../controls/notify.ts'

/** Something that is done by calls, and may be refused. */
export interface Action {
  /** Runs it; says `done` when it was. A refusal is told, and kept in `error` until the next. Answers whether it was done. */
  readonly run: (call: () => Promise<unknown>, done?: string) => Promise<boolean>
  readonly isBusy: boolean
  readonly error: ApiError | null
}

/** Runs what a button does: one at a time, with what became of it said. */
export function useAction(): Action {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const run = async (call: () => Promise<unknown>, done?: string): Promise<boolean> => {
    setBusy(true)
    setError(null)
    try {
      await call()
      if (done !== undefined) notify({ title: done })
      return true
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      setError(failure)
      notify({ title: failure.title, description: failure.message, kind: 'failed' })
      return false
    } finally {
      setBusy(false)
    }
  }
  return { run, isBusy, error }
}
