import type { JsonObject } from '../../../shared/json.ts'
import { Card } from '../../controls/card.tsx'
import { NumberField } from '../../controls/number-field.tsx'
import { Select } from '../../controls/select.tsx'
import { Switch } from '../../controls/switch.tsx'
import { useMay } from '../../site/use-may.ts'
import { SaveSettings } from './save-settings.tsx'
import { useSetting } from './use-setting.ts'

/** What is known of a visitor, for how long, and what one visitor may send. */
export function DataSettings() {
  const mayEdit = useMay('editor')
  return (
    <fieldset className="fields" disabled={!mayEdit}>
      <Card
        title="What the edge adds by itself"
        description="What is switched off is neither kept nor known to rules."
      >
        <Enrichment />
      </Card>
      <Card title="How long events are kept" description="What rules remember of older events stays.">
        <div className="narrow">
          <Retention />
        </div>
      </Card>
      <Card title="Events that the catalogue does not have">
        <div className="narrow">
          <Undeclared />
        </div>
      </Card>
      <Card title="Pages">
        <div className="narrow">
          <Budget />
        </div>
      </Card>
      {mayEdit && <SaveSettings />}
    </fieldset>
  )
}

const ENRICHMENT = [
  ['geo', 'Country, region and city', 'Of the request, by Cloudflare; no address is kept.'],
  ['timezone', 'Time zone', 'Of that place.'],
  ['device', 'Kind of device', 'Phone, tablet or desktop, by the browser’s own word.'],
  ['locale', 'Language', 'The first that the browser asks for.'],
  ['campaign', 'Campaign', 'The utm_… parameters of a page’s address.'],
  ['clickIds', 'Click ids', 'What the gclid, fbclid … of advertising networks say of a campaign.'],
  ['referrer', 'Referrer', 'The page that a link stood on.'],
  ['touch', 'First and last touch', 'How the visitor came the first and the last time.'],
] as const

function Enrichment() {
  const mayEdit = useMay('editor')
  const { value, change } = useSetting('enrich')
  // `as`: no list, which TypeScript does not conclude for readonly ones
  const enrich = typeof value === 'object' && value !== null ? (value as JsonObject) : {}
  return (
    <div className="stack">
      {ENRICHMENT.map(([name, label, description]) => (
        <Switch
          key={name}
          label={label}
          description={description}
          disabled={!mayEdit}
          checked={enrich[name] !== false}
          onChange={(checked) => change({ ...enrich, [name]: checked ? undefined : false })}
        />
      ))}
    </div>
  )
}

function Retention() {
  const { value, error, change } = useSetting('retentionMonths')
  return (
    <NumberField
      label="Months"
      min={1}
      max={120}
      step={1}
      placeholder="25"
      error={error}
      value={typeof value === 'number' ? value : null}
      onChange={(months) => change(months ?? undefined)}
    />
  )
}

const UNDECLARED = [
  { value: 'accept', label: 'are taken like others' },
  { value: 'quarantine', label: 'are set aside, to be looked at' },
] as const

function Undeclared() {
  const { value, error, change } = useSetting('undeclaredEvents')
  return (
    <Select
      label="They"
      hideLabel
      error={error}
      value={value === 'quarantine' ? 'quarantine' : 'accept'}
      options={UNDECLARED}
      onChange={(next) => change(next === 'quarantine' ? next : undefined)}
    />
  )
}

function Budget() {
  const { value, error, change } = useSetting('decisionBudgetMs')
  return (
    <NumberField
      label="How long a page waits for its visitor’s profile, in milliseconds"
      description="After it the page shows its defaults, and changes when the answer comes."
      min={50}
      max={15_000}
      placeholder="2000"
      error={error}
      value={typeof value === 'number' ? value : null}
      onChange={(ms) => change(ms ?? undefined)}
    />
  )
}
