import { useState } from 'react'
import type { JsonObject } from '../../../shared/json.ts'
import { describeCondition } from '../../../shared/segment/sentence/describe-condition.ts'
import { conditionAt } from '../../../shared/segment/builder/index.ts'
import { Button } from '../../controls/button.tsx'
import { Dialog } from '../../controls/dialog.tsx'
import { issuesBelow } from '../../content/issues-below.ts'
import { nameOf, type DraftExperience } from '../../content/draft-content.ts'
import type { Findings } from '../../draft/findings.ts'
import { ConditionEditor } from '../segments/rule/condition-editor.tsx'
import { RuleEditor } from '../segments/rule/rule-editor.tsx'

interface Props {
  readonly experience: DraftExperience
  readonly findings: Findings
  readonly mayEdit: boolean
  readonly onChange: (experience: DraftExperience, group?: string) => void
}

const NO_TRUTHS = new Map<string, never>()

/** An audience that is a rule of its experience alone: its sentence, and the builder that segments have. */
export function OwnRule({ experience, findings, mayEdit, onChange }: Props) {
  const [isOpen, setOpen] = useState(false)
  const segment: JsonObject = {
    schema: 'segment/1',
    id: `experience:${experience.id}`,
    name: nameOf(experience),
    when: experience.audience?.when,
  }
  const when = conditionAt(segment, '/when')
  const change = ({ when: rule }: JsonObject, group?: string): void =>
    onChange({ ...experience, audience: { when: rule ?? null } }, group)
  return (
    <div className="stack-tight">
      <p>{sentence(when)}</p>
      <div>
        <Button icon="edit" onClick={() => setOpen(true)}>
          {mayEdit ? 'Edit the rule' : 'Look at the rule'}
        </Button>
      </div>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        width="wide"
        title={`Who sees ${nameOf(experience)}`}
        description="A rule of this experience alone. What others need, too, is better a segment."
        actions={
          <Button variant="primary" onClick={() => setOpen(false)}>
            Done
          </Button>
        }
      >
        {when !== null && (
          <RuleEditor
            segment={segment}
            onChange={change}
            findings={{
              issues: issuesBelow(findings.issues, '/audience'),
              warnings: issuesBelow(findings.warnings, '/audience'),
            }}
            truths={NO_TRUTHS}
          >
            <ConditionEditor condition={when} pointer="/when" />
          </RuleEditor>
        )}
      </Dialog>
    </div>
  )
}

function sentence(when: ReturnType<typeof conditionAt>): string {
  if (when === null) return 'Not a rule that can be read.'
  try {
    return `Visitors who ${describeCondition(when)}.`
  } catch {
    return 'Not complete yet.'
  }
}
