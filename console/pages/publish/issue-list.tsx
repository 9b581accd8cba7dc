import type { JsonObject } from '../../../shared/json.ts'
import type { Issue } from '../../../shared/problem/index.ts'
import { partAt } from '../../draft/findings.ts'
import { PartLink } from '../../draft/part-link.tsx'
import { describePath } from '../../words/describe-path.ts'
import { partKind, partName } from '../../words/part-name.ts'
import styles from './issue-list.module.css'

interface Props {
  readonly issues: readonly Issue[]
  readonly document: JsonObject
}

/** What was found in a document, each with a link to where it is. */
export function IssueList({ issues, document }: Props) {
  return (
    <ul className={styles['list']}>
      {issues.map((issue, index) => {
        const place = partAt(document, issue.pointer)
        return (
          <li key={index}>
            {place !== null && (
              <>
                <span className="muted">{partKind(place.part)}</span>{' '}
                <PartLink part={place.part}>{partName(place.part, document)}</PartLink>
                {place.pointer !== '' && <span className="muted"> › {describePath(place.pointer)}</span>}
                :{' '}
              </>
            )}
            found {issue.found}; expected {issue.expected}
          </li>
        )
      })}
    </ul>
  )
}
