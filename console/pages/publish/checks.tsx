import type { JsonObject } from '../../../shared/json.ts'
import type { Issue } from '../../../shared/problem/index.ts'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { partAt, type Findings } from '../../draft/findings.ts'
import { PartLink } from '../../draft/part-link.tsx'
import { describePath } from '../../words/describe-path.ts'
import { partKind, partName } from '../../words/part-name.ts'
import styles from './checks.module.css'

/** What keeps the draft from being published, and what somebody should look at before; each leads to where it is. */
export function Checks({ issues, warnings, document }: Findings & { readonly document: JsonObject }) {
  if (issues.length === 0 && warnings.length === 0) {
    return (
      <Callout tone="success" title="The checks found nothing">
        Rules, fields, links, templates and schedules are as they have to be.
      </Callout>
    )
  }
  return (
    <>
      {issues.length > 0 && (
        <Card
          title={
            issues.length === 1
              ? 'One mistake keeps it from being published'
              : `${issues.length} mistakes keep it from being published`
          }
        >
          <IssueList issues={issues} document={document} />
        </Card>
      )}
      {warnings.length > 0 && (
        <Card title="Worth a look" description="Valid, and hardly meant. It can be published.">
          <IssueList issues={warnings} document={document} />
        </Card>
      )}
    </>
  )
}

function IssueList({
  issues,
  document,
}: {
  readonly issues: readonly Issue[]
  readonly document: JsonObject
}) {
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
