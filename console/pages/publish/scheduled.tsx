import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { api, client } from '../../api.ts'
import { ApiError } from '../../api-error.ts'
import { Badge, type Tone } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { notify } from '../../controls/notify.ts'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { useDraft } from '../../draft/use-draft.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { scheduledQuery } from './scheduled-query.ts'

const TONES: Readonly<Record<string, Tone>> = {
  waiting: 'info',
  published: 'success',
  failed: 'danger',
  cancelled: 'neutral',
}

/** Publishes that wait for their time, and how the last of them went; nothing where there was none. */
export function Scheduled() {
  const site = useSite()
  const draft = useDraft()
  const queries = useQueryClient()
  const mayPublish = useMay('publisher')
  const { data } = useSuspenseQuery(scheduledQuery(site))
  if (data.length === 0) return null
  const zone = typeof draft.site['timezone'] === 'string' ? draft.site['timezone'] : 'UTC'
  const cancel = async (id: number): Promise<void> => {
    try {
      const param = { site, id: String(id) }
      await api(client.api.sites[':site'].scheduled[':id'].$delete({ param }))
      notify({ title: 'It will not be published then' })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      notify({ title: error.title, description: error.message, kind: 'failed' })
    } finally {
      await queries.invalidateQueries(scheduledQuery(site))
    }
  }
  return (
    <Card title="Scheduled" flush>
      <Table
        label="Scheduled publishes"
        rows={data}
        rowKey={({ id }) => String(id)}
        columns={[
          { id: 'at', header: 'When', cell: ({ at }) => <Time at={at} zone={zone} form="absolute" /> },
          {
            id: 'message',
            header: 'What',
            cell: ({ message }) => message ?? <span className="muted">–</span>,
          },
          { id: 'author', header: 'By', cell: ({ author }) => author },
          {
            id: 'state',
            header: 'State',
            cell: ({ state }) => <Badge tone={TONES[state] ?? 'neutral'}>{state}</Badge>,
          },
          {
            id: 'cancel',
            header: <span className="visually-hidden">Take back</span>,
            align: 'end',
            cell: ({ id, state }) =>
              state === 'waiting' &&
              mayPublish && (
                <Button size="small" onClick={() => void cancel(id)}>
                  Take back
                </Button>
              ),
          },
        ]}
      />
    </Card>
  )
}
