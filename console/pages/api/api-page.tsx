import { useSuspenseQuery } from '@tanstack/react-query'
import type { Operation } from '../../../edge/openapi/describe-api.ts'
import { Badge } from '../../controls/badge.tsx'
import { Card } from '../../controls/card.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { apiQuery } from './api-query.ts'
import styles from './api-page.module.css'

interface Call extends Operation {
  readonly name: string
}

/** The admin API, to read: what the console does can be done by a program. */
export function ApiPage() {
  const { data } = useSuspenseQuery(apiQuery)
  const calls = Object.entries(data.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]): Call => ({
      ...call,
      name: `${method.toUpperCase()} ${path}`,
    })),
  )
  const callsOf = (tag: string): Call[] => calls.filter(({ tags }) => tags.includes(tag))
  return (
    <>
      <PageHeader
        title="API"
        description={
          <>
            Whatever the console does, a program can do by these calls. The same for machines:{' '}
            <a href="/openapi.json">openapi.json</a>.
          </>
        }
      />
      {[...new Set(calls.flatMap(({ tags }) => tags))].map((tag) => (
        <Card key={tag} title={tag} flush>
          <ul>
            {callsOf(tag).map((call) => (
              <li key={call.name} className={styles['call']}>
                <details>
                  <summary>
                    <code>{call.name}</code>
                    <span>{call.summary}</span>
                    {call['x-role'] !== undefined && <Badge>{call['x-role']}</Badge>}
                  </summary>
                  <Takes call={call} />
                </details>
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </>
  )
}

function Takes({ call: { parameters, requestBody } }: { readonly call: Call }) {
  const schema = requestBody?.content['application/json'].schema
  if (parameters.length === 0 && schema === undefined) return <p className="muted">It takes nothing.</p>
  return (
    <div className="stack-tight">
      {parameters.length > 0 && (
        <ul className="stack-tight">
          {parameters.map(({ name, in: place, required }) => (
            <li key={name}>
              <code>{name}</code>{' '}
              <span className="muted">
                in the {place}
                {required ? '' : ', if wanted'}
              </span>
            </li>
          ))}
        </ul>
      )}
      {schema !== undefined && (
        <pre tabIndex={0} aria-label="The schema of its body" className={styles['schema']}>
          {Object.keys(schema).length === 0 ? 'a JSON document' : JSON.stringify(schema, null, 2)}
        </pre>
      )}
    </div>
  )
}
