import type { JsonObject } from '../../../shared/json.ts'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import type { Findings } from '../../draft/findings.ts'
import { IssueList } from './issue-list.tsx'

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
