import { useState } from 'react'
import type { JsonObject } from '../../../shared/json.ts'
import { shapeOf } from '../../../shared/release/json-shape.ts'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { CopyableCode } from '../../controls/copyable-code.tsx'
import { Select } from '../../controls/select.tsx'
import { Table } from '../../controls/table.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { useDraft } from '../../draft/use-draft.ts'
import { usePart } from '../../draft/use-part.ts'
import { usePartActions } from '../../draft/use-part-actions.ts'
import { snippetOf } from '../../site/snippet-of.ts'
import { useMay } from '../../site/use-may.ts'
import { SaveSettings } from './save-settings.tsx'
import { useNewWriteKey } from './use-new-write-key.ts'
import { useSetting } from './use-setting.ts'

/** How pages come to the site: the snippet, from where it may be called, and by which keys. */
export function InstallSettings() {
  const { site } = useDraft()
  const mayEdit = useMay('editor')
  const keys = keysOf(site)
  const makeKey = useNewWriteKey()
  return (
    <div className="stack">
      {keys[0] !== undefined && (
        <Card
          title="Snippet"
          description="Put it into the head of every page. Without consent nothing is kept of a visitor; data-consent says how you know of it."
        >
          <CopyableCode label="Copy the snippet" code={snippetOf(keys[0])} />
        </Card>
      )}
      <Card
        title="Allowed origins"
        description="Only pages of these origins may call with a key of this site, and be previewed. Pages of this Worker’s own origin always may."
      >
        <fieldset className="fields" disabled={!mayEdit}>
          <Origins />
          {mayEdit && <SaveSettings />}
        </fieldset>
      </Card>
      <Card
        flush
        title="Write keys"
        description="Public: they only say which site a page belongs to. To change one, publish a second, change the pages, then take the first out."
        actions={
          mayEdit && (
            <Button icon="plus" onClick={() => void makeKey()}>
              New key
            </Button>
          )
        }
      >
        <Table
          label="Write keys"
          rows={keys}
          rowKey={(key) => key}
          columns={[
            { id: 'key', header: 'Key', cell: (key) => <code>{key}</code> },
            {
              id: 'consent',
              header: 'Events that say nothing of consent',
              cell: (key) => <Consent id={key} />,
            },
            {
              id: 'remove',
              header: <span className="visually-hidden">Take out</span>,
              align: 'end',
              cell: (key) => mayEdit && <RemoveKey id={key} isLast={keys.length === 1} />,
            },
          ]}
        />
      </Card>
    </div>
  )
}

function Origins() {
  const { value, error, change } = useSetting('origins')
  const [added, setAdded] = useState('')
  const origins = Array.isArray(value)
    ? value.filter((origin): origin is string => typeof origin === 'string')
    : []
  const add = (): void => {
    const origin = URL.canParse(added.trim()) ? new URL(added.trim()).origin : added.trim()
    if (origin !== '' && !origins.includes(origin)) change([...origins, origin])
    setAdded('')
  }
  return (
    <>
      {origins.length === 0 && <p className="muted">None but this Worker’s own.</p>}
      <ul className="stack-tight">
        {origins.map((origin) => (
          <li key={origin} className="row">
            <code>{origin}</code>
            <Button
              variant="quiet"
              size="small"
              icon="close"
              aria-label={`Take out ${origin}`}
              onClick={() => change(origins.filter((other) => other !== origin))}
            />
          </li>
        ))}
      </ul>
      <div className="line">
        <TextField
          label="Another origin"
          placeholder="https://shop.example"
          error={error}
          value={added}
          onChange={setAdded}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
        />
        <Button disabled={added.trim() === ''} onClick={add}>
          Add
        </Button>
      </div>
    </>
  )
}

const CONSENT = [
  { value: 'required', label: 'are refused' },
  { value: 'obtained', label: 'count as consented' },
] as const

function Consent({ id }: { readonly id: string }) {
  const mayEdit = useMay('editor')
  const { value, change, isDirty } = usePart('writeKeys', id)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  // `as`: no list, which TypeScript does not conclude for readonly ones
  const key = value as JsonObject
  return (
    <div className="row">
      <Select
        label="Events that say nothing of consent"
        hideLabel
        disabled={!mayEdit}
        value={key['consent'] === 'obtained' ? 'obtained' : 'required'}
        options={CONSENT}
        onChange={(consent) => change({ ...key, consent })}
      />
      {isDirty && <Badge tone="warning">not saved</Badge>}
    </div>
  )
}

function RemoveKey({ id, isLast }: { readonly id: string; readonly isLast: boolean }) {
  const { remove } = usePartActions()
  return (
    <Button
      variant="quiet"
      size="small"
      icon="trash"
      aria-label={`Take out ${id}`}
      disabled={isLast}
      onClick={() => void remove({ kind: 'writeKeys', id }, 'The key')}
    />
  )
}

function keysOf(site: JsonObject): readonly string[] {
  const list = shapeOf(site['writeKeys'])
  return list.type === 'named-list' ? [...list.entries.keys()] : []
}
