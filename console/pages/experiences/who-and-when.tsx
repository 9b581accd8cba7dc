import { lazy, Suspense } from 'react'
import type { JsonObject } from '../../../shared/json.ts'
import type { Issue } from '../../../shared/problem/index.ts'
import { Card } from '../../controls/card.tsx'
import { Checkbox } from '../../controls/checkbox.tsx'
import { NumberField } from '../../controls/number-field.tsx'
import { Select } from '../../controls/select.tsx'
import { Skeleton } from '../../controls/skeleton.tsx'
import { Switch } from '../../controls/switch.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { goalsOf, nameOf, segmentsOf, timezoneOf, type DraftExperience } from '../../content/draft-content.ts'
import { describeIssue } from '../../content/describe-issue.ts'
import { issuesBelow } from '../../content/issues-below.ts'
import { without } from '../../content/without.ts'
import type { Findings } from '../../draft/findings.ts'
import styles from './experience-page.module.css'
import { PageField } from './page-field.tsx'

interface Props {
  readonly experience: DraftExperience
  /** The draft, edits and all. */
  readonly document: JsonObject
  readonly findings: Findings
  readonly mayEdit: boolean
  readonly onChange: (experience: DraftExperience, group?: string) => void
}

const EVERYBODY = '*'
const OWN_RULE = ':'
/** What a rule begins with. */
const FIRST_RULE = { kind: 'event', event: 'Page Viewed', window: 'P7D', op: { gte: 1 } }

// The builder of rules is larger than the page
const OwnRule = lazy(async () => ({ default: (await import('./own-rule.tsx')).OwnRule }))

/** To whom, on which pages and when an experience shows, and how its audience is split. */
export function WhoAndWhen({ experience, document, findings, mayEdit, onChange }: Props) {
  const { audience, schedule = {}, holdout = 0, variants = [], experiment } = experience
  const disabled = !mayEdit
  const timezone = timezoneOf(document)
  const errorAt = (pointer: string): string | undefined => describeIssue(issueAt(findings.issues, pointer))
  const changeAudience = (value: string): void => {
    if (value === OWN_RULE) {
      if (audience?.when === undefined) onChange({ ...experience, audience: { when: FIRST_RULE } })
      return
    }
    const rest = without(experience, 'audience')
    onChange(value === EVERYBODY ? rest : { ...rest, audience: { segment: value } })
  }
  const changeSchedule = (name: 'from' | 'to', value: string): void => {
    const others = without(schedule, name)
    const next = value === '' ? others : { ...others, [name]: value }
    const rest = without(experience, 'schedule')
    onChange(Object.keys(next).length === 0 ? rest : { ...rest, schedule: next }, `schedule/${name}`)
  }
  const changeExperiment = (next: DraftExperience['experiment'], group?: string): void =>
    onChange({ ...experience, experiment: { ...experiment, ...next } }, group)

  return (
    <Card title="Who sees it, and when">
      <div className="stack">
        <TextField
          label="Name"
          value={experience.name ?? ''}
          placeholder={experience.id}
          disabled={disabled}
          onChange={(name) => onChange({ ...experience, name }, 'name')}
        />
        <Switch
          label="On"
          description="Switched off it stays in its place, and nobody sees it."
          checked={experience.enabled !== false}
          disabled={disabled}
          onChange={(enabled) => onChange({ ...experience, enabled })}
        />
        <Select
          label="Audience"
          value={audience === undefined ? EVERYBODY : (audience.segment ?? OWN_RULE)}
          disabled={disabled}
          error={errorAt('/audience')}
          onChange={changeAudience}
          options={[
            { value: EVERYBODY, label: 'Everybody' },
            ...segmentsOf(document).map((segment) => ({ value: segment.id, label: nameOf(segment) })),
            { value: OWN_RULE, label: 'Whoever meets a rule of its own' },
          ]}
        />
        {audience?.when !== undefined && (
          <Suspense fallback={<Skeleton lines={2} />}>
            <OwnRule {...{ experience, findings, mayEdit, onChange }} />
          </Suspense>
        )}
        <PageField
          page={experience.page}
          disabled={disabled}
          error={errorAt('/page')}
          onChange={(page) => {
            const rest = without(experience, 'page')
            onChange(page === undefined ? rest : { ...rest, page }, 'page')
          }}
        />
        <div className={styles['two']}>
          <TextField
            label="From"
            description={`${timezone}. Empty: at once.`}
            type={isLocal(schedule.from) ? 'datetime-local' : 'text'}
            value={schedule.from ?? ''}
            disabled={disabled}
            error={errorAt('/schedule/from')}
            onChange={(value) => changeSchedule('from', value)}
          />
          <TextField
            label="Until"
            description={`${timezone}. Empty: always.`}
            type={isLocal(schedule.to) ? 'datetime-local' : 'text'}
            value={schedule.to ?? ''}
            disabled={disabled}
            error={errorAt('/schedule/to')}
            onChange={(value) => changeSchedule('to', value)}
          />
        </div>
        <NumberField
          label="Held out, in percent"
          description="This share of the audience keeps the default, to measure against. Leave it as it is once visitors see this."
          value={percent(holdout)}
          min={0}
          max={100}
          step={1}
          disabled={disabled}
          error={errorAt('/holdout')}
          onChange={(value) => onChange({ ...experience, holdout: share(value) }, 'holdout')}
        />
        {variants.length > 1 && (
          <>
            <div className={styles['split']} role="group" aria-label="Split between the variants">
              {variants.map((variant, index) => (
                <NumberField
                  key={variant.id}
                  label={`${nameOf(variant)}, in percent`}
                  value={percent(experiment?.distribution?.[index] ?? 0)}
                  min={0}
                  max={100}
                  disabled={disabled}
                  onChange={(value) =>
                    changeExperiment(
                      {
                        distribution: variants.map((_, place) =>
                          place === index ? share(value) : (experiment?.distribution?.[place] ?? 0),
                        ),
                      },
                      `split/${index}`,
                    )
                  }
                />
              ))}
            </div>
            {errorAt('/experiment') !== undefined && (
              <p role="alert" className="small">
                {errorAt('/experiment')}
              </p>
            )}
            <NumberField
              label="Who takes part, in percent"
              description="For the others the next experience is asked."
              value={percent(experiment?.trafficAllocation ?? 1)}
              min={0}
              max={100}
              disabled={disabled}
              onChange={(value) => changeExperiment({ trafficAllocation: share(value) }, 'traffic')}
            />
            {goalsOf(document).length > 0 && (
              <fieldset className={styles['goals']}>
                <legend>What it is measured by</legend>
                {goalsOf(document).map((goal) => (
                  <Checkbox
                    key={goal.id}
                    label={nameOf(goal)}
                    checked={experiment?.goals?.includes(goal.id) ?? false}
                    disabled={disabled}
                    onChange={(isIn) =>
                      changeExperiment({
                        goals: isIn
                          ? [...(experiment?.goals ?? []), goal.id]
                          : (experiment?.goals ?? []).filter((id) => id !== goal.id),
                      })
                    }
                  />
                ))}
              </fieldset>
            )}
          </>
        )}
      </div>
    </Card>
  )
}

/** Whether a time is one of the site's own zone, which a date field can hold. */
const isLocal = (time: string | undefined): boolean =>
  time === undefined || !/(?:Z|[+-]\d\d:?\d\d)$/.test(time)

const percent = (part: number): number => Number((part * 100).toFixed(2))
const share = (value: number | null): number => Number(((value ?? 0) / 100).toFixed(4))

function issueAt(issues: readonly Issue[], pointer: string): Issue | undefined {
  const [first] = issuesBelow(issues, pointer)
  return first
}
