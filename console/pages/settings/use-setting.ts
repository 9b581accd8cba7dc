import type { Json } from '../../../shared/json.ts'
import { usePart } from '../../draft/use-part.ts'
import { useFindings } from '../../draft/use-findings.ts'

interface Setting {
  readonly value: Json | undefined
  /** What is wrong with it, and what would be right. */
  readonly error: string | undefined
  readonly change: (value: Json | undefined) => void
}

/** One setting of the site in the draft. */
export function useSetting(id: string): Setting {
  const { value, change } = usePart('settings', id)
  const [issue] = useFindings('settings', id).issues
  return {
    value,
    error: issue && `Found ${issue.found}; expected ${issue.expected}.`,
    change: (next) => change(next, id),
  }
}
