import { Card } from '../../controls/card.tsx'
import { Combobox } from '../../controls/combobox.tsx'
import { Switch } from '../../controls/switch.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { TIMEZONES } from '../../site/timezones.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { LanguagesField } from './languages-field.tsx'
import { SaveSettings } from './save-settings.tsx'
import { useSetting } from './use-setting.ts'

/** What the site is called, when its days begin, and how it is published. */
export function SiteSettings() {
  const site = useSite()
  const mayEdit = useMay('editor')
  const name = useSetting('name')
  const timezone = useSetting('timezone')
  const approval = useSetting('requireApproval')
  return (
    <Card title="Site">
      <fieldset className="fields narrow" disabled={!mayEdit}>
        <TextField label="Name" value={textOf(name.value)} error={name.error} onChange={name.change} />
        <TextField label="Id" description="It stays as it is." value={site} onChange={() => {}} readOnly />
        <Combobox
          label="Time zone"
          description="Days, weeks and schedules are meant in it."
          value={textOf(timezone.value) || 'UTC'}
          error={timezone.error}
          onChange={timezone.change}
          options={TIMEZONES}
        />
        <LanguagesField />
        <Switch
          label="A second person publishes"
          description="Whoever edited the draft last cannot be the one who publishes it. It holds from the next release on; rolling back needs nobody else."
          checked={approval.value === true}
          disabled={!mayEdit}
          onChange={(checked) => approval.change(checked ? true : undefined)}
        />
        {mayEdit && <SaveSettings />}
      </fieldset>
    </Card>
  )
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
