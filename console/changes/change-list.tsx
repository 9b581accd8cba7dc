import type { JsonObject } from '../../shared/json.ts'
import type { Difference } from '../../shared/release/diff-json.ts'
import type { SiteChange } from '../../shared/release/site-changes.ts'
import { Badge, type Tone } from '../controls/badge.tsx'
import { PartLink } from '../draft/part-link.tsx'
import { describeJson } from '../words/describe-json.ts'
import { describePath } from '../words/describe-path.ts'
import { KIND_WORDS } from '../words/kind-words.ts'
import { partName } from '../words/part-name.ts'
import styles from './change-list.module.css'

interface Props {
  readonly changes: readonly SiteChange[]
  /** The document as it was, and as it becomes: they say what parts are called. */
  readonly before: JsonObject
  readonly after: JsonObject
}

const TYPES: Readonly<Record<SiteChange['type'], readonly [word: string, tone: Tone]>> = {
  added: ['new', 'success'],
  removed: ['removed', 'danger'],
  changed: ['changed', 'info'],
  reordered: ['reordered', 'info'],
}

/** What changed from one document of a site to another, in words: by part, and in a part by field. */
export function ChangeList({ changes, before, after }: Props) {
  const kinds = [...new Set(changes.map(({ kind }) => kind))]
  return (
    <div className="stack">
      {kinds.map((kind) => (
        <section key={kind} className="stack-tight">
          <h3>{KIND_WORDS[kind]?.[1] ?? kind}</h3>
          <ul className={styles['list']}>
            {changes
              .filter((change) => change.kind === kind)
              .map((change) => (
                <li key={'id' in change ? change.id : 'order'} className={styles['change']}>
                  <ChangeHead {...{ change, before, after }} />
                  {change.type === 'changed' && <Fields fields={change.fields} />}
                  {change.type === 'reordered' && (
                    <p className="small">
                      Now: {change.after.map((id) => partName({ kind, id }, after, before)).join(', ')}
                    </p>
                  )}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function ChangeHead({ change, before, after }: Omit<Props, 'changes'> & { readonly change: SiteChange }) {
  const [word, tone] = TYPES[change.type]
  const name = change.type === 'reordered' ? 'Order, which is the priority' : partName(change, after, before)
  return (
    <div className="row">
      {change.type === 'removed' || change.type === 'reordered' ? (
        <strong>{name}</strong>
      ) : (
        <PartLink part={change}>{name}</PartLink>
      )}
      <Badge tone={tone}>{word}</Badge>
    </div>
  )
}

function Fields({ fields }: { readonly fields: readonly Difference[] }) {
  return (
    <dl className={styles['fields']}>
      {fields.map(({ path, what, before, after }) => (
        <div key={`${what}${path}`} className={styles['field']}>
          <dt>
            {path === '' ? 'Value' : describePath(path)}
            {what === 'order' && ' (order)'}
          </dt>
          <dd>
            <del>{describeJson(before)}</del>
            <span className="visually-hidden"> becomes </span>
            <ins>{describeJson(after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
