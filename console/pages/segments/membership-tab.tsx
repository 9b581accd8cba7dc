import type { Json, JsonObject } from '../../../shared/json.ts'
import { conditionAt, newLeaf, writeAt } from '../../../shared/segment/builder/index.ts'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { Combobox } from '../../controls/combobox.tsx'
import { DurationField } from '../../controls/duration-field.tsx'
import { Select } from '../../controls/select.tsx'
import { Switch } from '../../controls/switch.tsx'
import { TextArea } from '../../controls/text-area.tsx'
import { TextField } from '../../controls/text-field.tsx'
import type { Findings as DraftFindings } from '../../draft/findings.ts'
import { useMay } from '../../site/use-may.ts'
import { TIMEZONES } from '../../site/timezones.ts'
import { ConditionEditor } from './rule/condition-editor.tsx'
import { Findings } from './rule/findings.tsx'
import { RuleEditor } from './rule/rule-editor.tsx'

const NO_TRUTHS = new Map()

const REENTRIES = [
  { value: 'always', label: 'whenever the rule is true again' },
  { value: 'once', label: 'never: once only' },
  { value: 'cooldown', label: 'after a pause at the earliest' },
] as const
type Reentry = (typeof REENTRIES)[number]['value']

interface Props {
  readonly segment: JsonObject
  readonly onChange: (segment: JsonObject, group?: string) => void
  readonly findings: DraftFindings
}

/** What else there is to a segment than its rule: its name, how one leaves it and comes back, and who may know. */
export function MembershipTab({ segment, onChange, findings }: Props) {
  const mayEdit = useMay('editor')
  const put = (pointer: string, value: Json | undefined, group?: string): void => {
    // `as`: the root of a pointer with a key stays an object
    const next = writeAt(segment, pointer, value) as JsonObject
    // An exit that says nothing is none
    onChange(isEmpty(next['exit']) ? (writeAt(next, '/exit', undefined) as JsonObject) : next, group)
  }
  const exit = objectOf(segment['exit'])
  const exitWhen = conditionAt(segment, '/exit/when')
  const reentry = reentryOf(segment['reentry'])
  const cooldown = objectOf(segment['reentry'])['cooldown']
  return (
    <RuleEditor segment={segment} onChange={onChange} findings={findings} truths={NO_TRUTHS}>
      <div className="stack">
        <Card
          title="Leaving"
          description="Without more, visitors leave as soon as the rule is no longer true."
        >
          <div className="stack">
            {exitWhen === null ? (
              mayEdit && (
                <div>
                  <Button
                    icon="plus"
                    onClick={() => put('/exit/when', { all: [newLeaf('event') as unknown as Json] })}
                  >
                    Make leaving harder than entering
                  </Button>
                </div>
              )
            ) : (
              <>
                <div className="spread">
                  <p>They stay, although the rule is no longer true, until this is true:</p>
                  {mayEdit && (
                    <Button size="small" icon="trash" onClick={() => put('/exit/when', undefined)}>
                      Take it away
                    </Button>
                  )}
                </div>
                <ConditionEditor condition={exitWhen} pointer="/exit/when" />
              </>
            )}
            <Stay
              label="They stay at least so long"
              value={exit['minStay']}
              onChange={(value) => put('/exit/minStay', value, 'minStay')}
            />
            <Stay
              label="They stay at most so long"
              value={exit['maxStay']}
              onChange={(value) => put('/exit/maxStay', value, 'maxStay')}
            />
            <Findings pointer="/exit/minStay" />
            <Findings pointer="/exit/maxStay" />
          </div>
        </Card>
        <Card title="Coming back">
          <div className="stack">
            <Select<Reentry>
              label="Who has left may come back"
              value={reentry}
              disabled={!mayEdit}
              onChange={(next) =>
                put(
                  '/reentry',
                  next === 'always' ? undefined : next === 'once' ? 'once' : { cooldown: 'P30D' },
                )
              }
              options={REENTRIES}
            />
            {reentry === 'cooldown' && (
              <DurationField
                label="The pause"
                value={typeof cooldown === 'string' ? cooldown : ''}
                onChange={(next) => put('/reentry', { cooldown: next }, 'cooldown')}
              />
            )}
          </div>
        </Card>
        <Card title="About the segment">
          <div className="stack">
            <TextField
              label="Name"
              value={typeof segment['name'] === 'string' ? segment['name'] : ''}
              disabled={!mayEdit}
              onChange={(name) => put('/name', name, 'name')}
            />
            <Findings pointer="/name" />
            <TextArea
              label="Description"
              value={typeof segment['description'] === 'string' ? segment['description'] : ''}
              disabled={!mayEdit}
              onChange={(text) => put('/description', text === '' ? undefined : text, 'description')}
            />
            <Combobox
              label="Time zone"
              description="For conditions about days, weeks and months. The site's own, where nothing is chosen."
              value={typeof segment['timezone'] === 'string' ? segment['timezone'] : null}
              onChange={(timezone) => put('/timezone', timezone)}
              options={TIMEZONES}
              placeholder="the site's"
            />
            <Switch
              label="Pages may know who is in it"
              description="The script tells the page's own code this segment's id. Its rule stays here."
              checked={segment['public'] === true}
              disabled={!mayEdit}
              onChange={(isPublic) => put('/public', isPublic ? true : undefined)}
            />
            <Switch
              label="Events that come late count as news"
              description="What listens to this segment is set off by them, too."
              checked={segment['late'] === 'trigger'}
              disabled={!mayEdit}
              onChange={(isNews) => put('/late', isNews ? 'trigger' : undefined)}
            />
          </div>
        </Card>
      </div>
    </RuleEditor>
  )
}

function Stay({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: Json | undefined
  readonly onChange: (value: string | undefined) => void
}) {
  const mayEdit = useMay('editor')
  const isSet = typeof value === 'string'
  return (
    <div className="stack-tight">
      <Switch
        label={label}
        checked={isSet}
        disabled={!mayEdit}
        onChange={(next) => onChange(next ? 'P30D' : undefined)}
      />
      {isSet && <DurationField label={label} hideLabel value={value} onChange={onChange} />}
    </div>
  )
}

function reentryOf(value: Json | undefined): Reentry {
  if (value === 'once') return 'once'
  return typeof value === 'object' && value !== null ? 'cooldown' : 'always'
}

const isEmpty = (value: Json | undefined): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
