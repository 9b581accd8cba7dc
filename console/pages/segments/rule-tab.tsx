import { useMemo } from 'react'
import type { JsonObject } from '../../../shared/json.ts'
import { conditionAt } from '../../../shared/segment/builder/index.ts'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import type { Findings } from '../../draft/findings.ts'
import { useMay } from '../../site/use-may.ts'
import { LiveMatch } from './live-match.tsx'
import { ConditionEditor } from './rule/condition-editor.tsx'
import { RuleEditor } from './rule/rule-editor.tsx'
import { truthsOf } from './rule/truths.ts'
import styles from './segments.module.css'
import { useTrial } from './use-trial.ts'

interface Props {
  readonly segment: JsonObject
  readonly onChange: (segment: JsonObject, group?: string) => void
  readonly findings: Findings
}

/** What a segment asks, to be built, and beside it whom it fits. */
export function RuleTab({ segment, onChange, findings }: Props) {
  const mayTry = useMay('editor')
  const trial = useTrial(segment, findings, mayTry)
  const when = conditionAt(segment, '/when')
  const truths = useMemo(
    () =>
      when === null || trial.answer === undefined
        ? new Map()
        : truthsOf(
            when,
            trial.answer.profiles.map(({ explanation }) => explanation.when),
          ),
    [when, trial.answer],
  )
  return (
    <div className={styles['editor']}>
      <Card title="Visitors are in it while this is true">
        <RuleEditor segment={segment} onChange={onChange} findings={findings} truths={truths}>
          {when === null ? (
            <EmptyState kind="error" title="The rule cannot be shown">
              It is not written as a condition. Look at it as JSON.
            </EmptyState>
          ) : (
            <ConditionEditor condition={when} pointer="/when" />
          )}
        </RuleEditor>
      </Card>
      <LiveMatch trial={trial} when={when} mayTry={mayTry} hasIssues={findings.issues.length > 0} />
    </div>
  )
}
