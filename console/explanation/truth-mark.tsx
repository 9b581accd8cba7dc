import type { TruthName } from '../../shared/segment/explanation.ts'
import styles from './explanation.module.css'

const MARKS = {
  true: { sign: '✓', says: 'True' },
  false: { sign: '✗', says: 'False' },
  unknown: { sign: '?', says: 'Unknown' },
} as const satisfies Record<TruthName, unknown>

/** Whether something holds: a sign to see, a word to hear. */
export function TruthMark({ truth }: { readonly truth: TruthName }) {
  const { sign, says } = MARKS[truth]
  return (
    <span className={styles['mark']} data-truth={truth}>
      <span aria-hidden="true">{sign}</span>
      <span className="visually-hidden">{says}: </span>
    </span>
  )
}
