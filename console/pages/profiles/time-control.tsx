import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { NumberField } from '../../controls/number-field.tsx'
import { Select } from '../../controls/select.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { withSearch } from '../../site/with-search.ts'
import styles from './profiles.module.css'
import { profilesRoutes } from './routes.ts'

type Mode = 'now' | 'at' | 'ahead'

const MODES = [
  { value: 'now', label: 'Now' },
  { value: 'at', label: 'At a time' },
  { value: 'ahead', label: 'If nothing happens for' },
] as const

interface Props {
  readonly timezone: string
}

/** Which time is looked at, what decides, and on which page; all of it stands in the address. */
export function TimeControl({ timezone }: Props) {
  const { time, ahead, release, url } = profilesRoutes.profile.useSearch()
  const navigate = useNavigate({ from: '/$site/profiles/$profile' })
  const [mode, setMode] = useState<Mode>(time !== undefined ? 'at' : ahead !== undefined ? 'ahead' : 'now')
  const [wall, setWall] = useState(time ?? '')
  const [days, setDays] = useState<number | null>(ahead ?? 3)
  const [page, setPage] = useState(url ?? '')
  const [decider, setDecider] = useState(release ?? '')
  const look = (chosen = mode): void => {
    const next = {
      time: chosen === 'at' && wall !== '' ? wall : undefined,
      ahead: chosen === 'ahead' && days !== null && days > 0 ? days : undefined,
      release: decider.trim() || undefined,
      url: page.trim() || undefined,
    }
    void navigate({ search: (search) => withSearch(search, next), replace: true })
  }
  return (
    <Card>
      <form
        className={styles['time']}
        aria-label="Which time is looked at"
        onSubmit={(event) => {
          event.preventDefault()
          look()
        }}
      >
        <Select
          label="Look at it"
          value={mode}
          onChange={(next) => {
            setMode(next)
            if (next === 'now') look(next)
          }}
          options={MODES}
        />
        {mode === 'at' && (
          <TextField
            label={`Date and time (${timezone})`}
            type="datetime-local"
            required
            value={wall}
            onChange={setWall}
          />
        )}
        {mode === 'ahead' && (
          <div className={styles['narrow']}>
            <NumberField label="Days" min={1} max={365} step={1} required value={days} onChange={setDays} />
          </div>
        )}
        <TextField
          label="Decided by"
          placeholder="the release of then"
          pattern="draft|[0-9]+"
          title="draft, or the number of a release"
          value={decider}
          onChange={setDecider}
        />
        <TextField
          label="On the page"
          type="url"
          placeholder="the one viewed last"
          value={page}
          onChange={setPage}
        />
        <Button type="submit" variant="primary" icon="clock">
          Look
        </Button>
      </form>
    </Card>
  )
}
