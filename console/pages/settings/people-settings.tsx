import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../../shared/role.ts'
import { api, client } from '../../api.ts'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { ConfirmDialog } from '../../controls/confirm-dialog.tsx'
import { CopyableCode } from '../../controls/copyable-code.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { Menu } from '../../controls/menu.tsx'
import { Select } from '../../controls/select.tsx'
import { Table } from '../../controls/table.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { Time } from '../../controls/time.tsx'
import { useSite } from '../../site/use-site.ts'
import { useAction } from '../../site/use-action.ts'
import { membersQuery } from './members-query.ts'

const ROLES: readonly { readonly value: Role; readonly label: string; readonly hint: string }[] = [
  { value: 'viewer', label: 'Viewer', hint: 'reads' },
  { value: 'editor', label: 'Editor', hint: 'edits the draft' },
  { value: 'publisher', label: 'Publisher', hint: 'publishes' },
  { value: 'admin', label: 'Admin', hint: 'sees to people and keys' },
]

/** Who works on the site, and as what; invitations. */
export function PeopleSettings() {
  const site = useSite()
  const queries = useQueryClient()
  const { data: members } = useSuspenseQuery(membersQuery(site))
  const [removed, setRemoved] = useState<string | null>(null)
  const { run, isBusy } = useAction()
  const member = client.api.sites[':site'].members[':email']
  const refresh = () => queries.invalidateQueries(membersQuery(site))
  return (
    <div className="stack">
      <Invite onDone={refresh} />
      <Card title="Members" flush>
        {members.length === 0 ? (
          <EmptyState kind="first-use" title="No members yet">
            Invite whoever is to work on this site.
          </EmptyState>
        ) : (
          <Table
            label="Members"
            rows={members}
            rowKey={({ email }) => email}
            columns={[
              { id: 'email', header: 'Address', cell: ({ email }) => email },
              {
                id: 'role',
                header: 'Role',
                cell: ({ email, role }) => (
                  <Select
                    label={`Role of ${email}`}
                    hideLabel
                    value={role}
                    options={ROLES}
                    onChange={(next) =>
                      void run(async () => {
                        await api(member.$put({ param: { site, email }, json: { role: next } }))
                        await refresh()
                      })
                    }
                  />
                ),
              },
              { id: 'added', header: 'Since', cell: ({ addedAt }) => <Time at={addedAt} /> },
              { id: 'by', header: 'By', cell: ({ addedBy }) => addedBy },
              {
                id: 'more',
                header: <span className="visually-hidden">More</span>,
                align: 'end',
                cell: ({ email }) => (
                  <Menu
                    trigger={
                      <Button variant="quiet" size="small" icon="more" aria-label={`More on ${email}`} />
                    }
                    items={[
                      {
                        label: 'End their sessions',
                        onSelect: () =>
                          void run(
                            () => api(member.sessions.$delete({ param: { site, email } })),
                            `${email} has to sign in again`,
                          ),
                      },
                      { label: 'Take the role away', danger: true, onSelect: () => setRemoved(email) },
                    ]}
                  />
                ),
              },
            ]}
          />
        )}
      </Card>
      <ConfirmDialog
        open={removed !== null}
        onOpenChange={() => setRemoved(null)}
        title={`Take ${removed ?? ''} off this site?`}
        action="Take the role away"
        busy={isBusy}
        onConfirm={() =>
          void run(async () => {
            await api(member.$delete({ param: { site, email: removed ?? '' } }))
            await refresh()
            setRemoved(null)
          })
        }
      >
        They can do nothing here any more, at once. What they did stays in the audit.
      </ConfirmDialog>
    </div>
  )
}

function Invite({ onDone }: { readonly onDone: () => Promise<void> }) {
  const site = useSite()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('editor')
  const [made, setMade] = useState<{ readonly email: string; readonly link: string } | null>(null)
  const { run, isBusy, error } = useAction()
  const invite = () =>
    run(async () => {
      const invitation = await api(
        client.api.sites[':site'].invitations.$post({ param: { site }, json: { email, role } }),
      )
      const link = `${location.origin}/console/sign-in?invitation=${invitation.token}`
      setMade({ email: invitation.email, link })
      setEmail('')
      await onDone()
    })
  return (
    <Card title="Invite somebody" description="You get a link to send. It signs in once, within a day.">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void invite()
        }}
      >
        <div className="line">
          <TextField label="E-mail address" type="email" required value={email} onChange={setEmail} />
          <Select label="Role" value={role} options={ROLES} onChange={setRole} />
          <Button type="submit" variant="primary" busy={isBusy}>
            Make an invitation
          </Button>
        </div>
        {error !== null && (
          <Callout tone="danger" title={error.title}>
            {error.message}
          </Callout>
        )}
        {made !== null && (
          <Callout tone="success" title={`The invitation of ${made.email}: it is shown this once`}>
            <CopyableCode label="Copy the invitation" code={made.link} />
          </Callout>
        )}
      </form>
    </Card>
  )
}
