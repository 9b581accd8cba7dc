import type { JsonObject } from '../../../shared/json.ts'
import { Select } from '../../controls/select.tsx'
import { TextField } from '../../controls/text-field.tsx'
import styles from './experience-page.module.css'
import { readPageCondition, writePageCondition, type PageChoice } from './page-condition.ts'

interface Props {
  readonly page: JsonObject | undefined
  readonly disabled: boolean
  readonly error: string | undefined
  readonly onChange: (page: JsonObject | undefined) => void
}

/** On which pages an experience shows. A condition that says more is kept as it is. */
export function PageField({ page, disabled, error, onChange }: Props) {
  const choice = readPageCondition(page)
  const choose = (type: PageChoice['type']): void => {
    if (type === 'other') return
    const path = 'path' in choice ? choice.path : '/'
    onChange(writePageCondition(type === 'every' ? { type } : { type, path }))
  }
  return (
    <div className={styles['two']}>
      <Select
        label="Pages"
        value={choice.type}
        disabled={disabled}
        onChange={choose}
        options={[
          { value: 'every', label: 'Every page with the slot' },
          { value: 'path', label: 'One page' },
          { value: 'below', label: 'All pages whose path begins with' },
          ...(choice.type === 'other' ? [{ value: 'other' as const, label: 'A condition of its own' }] : []),
        ]}
      />
      {(choice.type === 'path' || choice.type === 'below') && (
        <TextField
          label={choice.type === 'path' ? 'Path' : 'Beginning of the path'}
          value={choice.path}
          disabled={disabled}
          error={error}
          spellCheck={false}
          onChange={(path) => onChange(writePageCondition({ type: choice.type, path }))}
        />
      )}
      {choice.type === 'other' && <pre className="small">{JSON.stringify(choice.page)}</pre>}
    </div>
  )
}
