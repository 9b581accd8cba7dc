import { useState } from 'react'
import { Button } from './button.tsx'
import styles from './copyable-code.module.css'

interface Props {
  readonly code: string
  /** What is copied, for readers: `Copy the snippet`. */
  readonly label: string
}

/** Code to take along. */
export function CopyableCode({ code, label }: Props) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)
  const copy = (): void => {
    navigator.clipboard.writeText(code).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    )
  }
  return (
    <div className={styles['block']}>
      <pre tabIndex={0} aria-label={label}>
        <code>{code}</code>
      </pre>
      <Button size="small" icon={outcome === 'copied' ? 'check' : 'copy'} aria-label={label} onClick={copy}>
        {outcome === 'copied' ? 'Copied' : 'Copy'}
      </Button>
      <span role="status" className="visually-hidden">
        {outcome === 'copied' && 'Copied'}
        {outcome === 'failed' && 'The browser did not let it be copied: select it and copy it by hand.'}
      </span>
    </div>
  )
}
