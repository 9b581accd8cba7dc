import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../../api.ts'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { ConfirmDialog } from '../../controls/confirm-dialog.tsx'
import { CopyableCode } from '../../controls/copyable-code.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { Table } from '../../controls/table.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { Time } from '../../controls/time.tsx'
import { useAction } from '../../site/use-action.ts'
import { useSite } from '../../site/use-site.ts'
import { serverKeysQuery } from './server-keys-query.ts'

interface Asked {
  readonly type: 'rotate' | 'revoke'
  readonly id: string
  readonly name: string
}

/** Secret keys of servers: each is shown once, when it is made. */
export function KeySettings() {
  const site = useSite()
  const queries = useQueryClient()
  const { data: keys } = useSuspenseQuery(serverKeysQuery(site))
  const [name, setName] = useState('')
  const [made, setMade] = useState<string | null>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const { run, isBusy } = useAction()
  const routes = client.api.sites[':site'].keys
  const refresh = () => queries.invalidateQueries(serverKeysQuery(site))
  const make = () =>
    run(async () => {
      const { key } = await api(routes.$post({ param: { site }, json: name === '' ? {} : { name } }))
      setMade(key)
      setName('')
      await refresh()
    })
  const confirm = ({ type, id }: Asked) =>
    run(async () => {
      const param = { site, id }
      if (type === 'revoke') await api(routes[':id'].$delete({ param }))
      else setMade((await api(routes[':id'].rotate.$post({ param, json: {} }))).key)
      await refresh()
      setAsked(null)
    })
  return (
    <div className="stack">
      <Card
        title="New server key"
        description="For servers: it can say who a user is, which a page cannot. Keep it where pages cannot read it."
      >
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void make()
          }}
        >
          <div className="line">
            <TextField label="What it is for" value={name} maxLength={100} onChange={setName} />
            <Button type="submit" variant="primary" busy={isBusy}>
              Make a key
            </Button>
          </div>
          {made !== null && (
            <Callout tone="success" title="The key: it is shown this once">
              <CopyableCode label="Copy the key" code={made} />
            </Callout>
          )}
        </form>
      </Card>
      <Card title="Server keys" flush>
        {keys.length === 0 ? (
          <EmptyState kind="first-use" title="No server keys">
            A page needs none. Servers that send events or read profiles do.
          </EmptyState>
        ) : (
          <Table
            label="Server keys"
            rows={keys}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'name',
                header: 'For',
                cell: ({ name: called }) => called ?? <span className="muted">–</span>,
              },
              { id: 'ending', header: 'Ends in', cell: ({ ending }) => <code>{ending ?? '????'}</code> },
              { id: 'made', header: 'Made', cell: ({ createdAt }) => <Time at={createdAt} /> },
              { id: 'by', header: 'By', cell: ({ createdBy }) => createdBy ?? 'unknown' },
              {
                id: 'expires',
                header: 'Known',
                cell: ({ expiresAt }) =>
                  expiresAt === null ? (
                    'until it is revoked'
                  ) : (
                    <Badge tone="warning">
                      until <Time at={expiresAt} />
                    </Badge>
                  ),
              },
              {
                id: 'actions',
                header: <span className="visually-hidden">Change</span>,
                align: 'end',
                cell: ({ id, name: called, ending }) => {
                  const label = called ?? `the key that ends in ${ending ?? '????'}`
                  return (
                    <span className="row">
                      <Button
                        size="small"
                        aria-label={`Rotate ${label}`}
                        onClick={() => setAsked({ type: 'rotate', id, name: label })}
                      >
                        Rotate
                      </Button>
                      <Button
                        size="small"
                        variant="danger"
                        aria-label={`Revoke ${label}`}
                        onClick={() => setAsked({ type: 'revoke', id, name: label })}
                      >
                        Revoke
                      </Button>
                    </span>
                  )
                },
              },
            ]}
          />
        )}
      </Card>
      {asked !== null && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(null)}
          title={asked.type === 'revoke' ? `Revoke ${asked.name}?` : `Rotate ${asked.name}?`}
          action={asked.type === 'revoke' ? 'Revoke the key' : 'Make a new one in its place'}
          busy={isBusy}
          onConfirm={() => void confirm(asked)}
        >
          {asked.type === 'revoke'
            ? 'Servers that use it are refused, everywhere within a minute. It cannot be taken back.'
            : 'The old key is known for a day beside the new one, so that servers can change without a pause.'}
        </ConfirmDialog>
      )}
    </div>
  )
}
