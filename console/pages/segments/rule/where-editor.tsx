import type { Json, JsonObject } from '../../../../shared/json.ts'
import {
  fromRows,
  toRows,
  WHERE_OPERATORS,
  withOperator,
  type WhereRow,
} from '../../../../shared/segment/builder/index.ts'
import type { KnownPath } from '../../../../shared/segment/catalogue/list-paths.ts'
import { Button } from '../../../controls/button.tsx'
import { Select } from '../../../controls/select.tsx'
import { SuggestField } from '../../../controls/suggest-field.tsx'
import { JsonField } from './json-field.tsx'
import { OperandField } from './operand-field.tsx'
import { operandFor } from './operand-for.ts'
import { useRule } from './rule-context.ts'
import styles from './rule.module.css'

interface Props {
  readonly label: string
  readonly where: JsonObject
  readonly paths: readonly KnownPath[]
  readonly pointer: string
  readonly onChange: (where: JsonObject, group?: string) => void
}

/** What an event has to carry, or a visitor to be: a line for each question, all of which must hold. */
export function WhereEditor({ label, where, paths, pointer, onChange }: Props) {
  const { mayEdit } = useRule()
  const rows = toRows(where)
  const write = (next: readonly WhereRow[], group?: string): void => onChange(fromRows(next), group)
  return (
    <fieldset className={styles['box']}>
      <legend>{label}</legend>
      {rows.map((row, index) =>
        row.type === 'raw' ? (
          <div key={index} className={styles['inline']}>
            <JsonField
              label={row.key}
              value={row.value}
              onChange={(value) => write(rows.with(index, { ...row, value }), `${pointer}/${index}`)}
            />
            <RemoveLine index={index} rows={rows} write={write} />
          </div>
        ) : (
          <div key={index} className={styles['line']}>
            <SuggestField
              label="What"
              hideLabel
              value={row.path}
              placeholder="properties.category"
              suggestions={paths.map(({ path, type }) => ({
                value: path,
                ...(type !== null && { hint: type }),
              }))}
              onChange={(path) => write(rows.with(index, { ...row, path }), `${pointer}/${index}/path`)}
            />
            <Select
              label="How it is compared"
              hideLabel
              value={row.operator}
              disabled={!mayEdit}
              onChange={(operator) =>
                write(withOperator(rows, index, operator, operandFor(operator, row.operand)))
              }
              options={operatorsFor(pathOf(paths, row.path), row.operator)}
            />
            <OperandField
              operator={row.operator}
              value={row.operand}
              known={pathOf(paths, row.path)}
              onChange={(operand) =>
                write(rows.with(index, { ...row, operand }), `${pointer}/${index}/operand`)
              }
            />
            <RemoveLine index={index} rows={rows} write={write} />
          </div>
        ),
      )}
      {rows.length === 0 && <p className="muted small">Whatever they are.</p>}
      {mayEdit && (
        <div>
          <Button
            size="small"
            variant="quiet"
            icon="plus"
            onClick={() => write([...rows, newRow(rows, paths)])}
          >
            Add a line
          </Button>
        </div>
      )}
    </fieldset>
  )
}

function RemoveLine({
  index,
  rows,
  write,
}: {
  readonly index: number
  readonly rows: readonly WhereRow[]
  readonly write: (rows: readonly WhereRow[]) => void
}) {
  const { mayEdit } = useRule()
  return mayEdit ? (
    <Button
      variant="quiet"
      size="small"
      icon="close"
      aria-label={`Remove line ${index + 1}`}
      onClick={() => write(rows.toSpliced(index, 1))}
    />
  ) : null
}

const pathOf = (paths: readonly KnownPath[], path: string): KnownPath | undefined =>
  paths.find((known) => known.path === path)

/** The operators that are asked of values of a type, and the one that is there. */
function operatorsFor(known: KnownPath | undefined, present: string) {
  const type = known?.type ?? null
  return WHERE_OPERATORS.filter(
    ({ operator, of }) => type === null || of === undefined || of.includes(type) || operator === present,
  ).map(({ operator, label }) => ({ value: operator, label }))
}

/** A question that is not asked yet: a path can be asked the same only once. */
function newRow(rows: readonly WhereRow[], paths: readonly KnownPath[]): WhereRow {
  const asked = new Set(rows.flatMap((row) => (row.type === 'test' ? [row.path] : [])))
  const free = paths.find(({ path }) => !asked.has(path))
  const operand: Json =
    free?.values?.[0] ?? (free?.type === 'number' ? 0 : free?.type === 'boolean' ? true : '')
  return { type: 'test', path: free?.path ?? `properties.name${rows.length + 1}`, operator: 'is', operand }
}
