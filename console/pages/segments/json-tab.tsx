import { lazy, Suspense, useState } from 'react'
import type { Json, JsonObject } from '../../../shared/json.ts'
import { isSameJson } from '../../../shared/same-json.ts'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { Skeleton } from '../../controls/skeleton.tsx'
import type { Findings } from '../../draft/findings.ts'
import { useMay } from '../../site/use-may.ts'
import { textOf } from './rule/text-of.ts'

const JsonEditor = lazy(() => import('../../json-editor/json-editor.tsx'))

interface Props {
  readonly segment: JsonObject
  readonly onChange: (segment: JsonObject, group?: string) => void
  readonly findings: Findings
}

/** A segment as it is written, to read and to write. */
export function JsonTab({ segment, onChange, findings }: Props) {
  const mayEdit = useMay('editor')
  const [typed, setTyped] = useState<string | null>(null)
  const parsed = typed === null ? segment : parse(typed)
  const isOther = parsed !== null && parsed['id'] !== segment['id']
  // What was typed stays as it was typed, unless the segment was changed elsewhere meanwhile
  const isTheirs = typed !== null && (parsed === null || isOther || isSameJson(parsed, segment))
  const text = isTheirs ? typed : JSON.stringify(segment, null, 2)
  return (
    <Card title="As JSON" description="The same segment, as files and the admin API have it.">
      <div className="stack-tight">
        <Suspense fallback={<Skeleton lines={8} />}>
          <JsonEditor
            label="The segment as JSON"
            value={text}
            isReadOnly={!mayEdit}
            onChange={(next) => {
              setTyped(next)
              const value = parse(next)
              if (value !== null && value['id'] === segment['id']) onChange(value, 'json')
            }}
          />
        </Suspense>
        {parsed === null && (
          <Callout tone="warning" title="This is no JSON object yet">
            The segment stays as it was until it is one.
          </Callout>
        )}
        {isOther && (
          <Callout tone="warning" title="A segment keeps its id">
            Its id is “{textOf(segment['id'])}”. Make a new segment for another one.
          </Callout>
        )}
        {[...findings.issues, ...findings.warnings].map(({ pointer, found, expected }) => (
          <p key={`${pointer}${expected}`} className="small">
            <code>{pointer || '/'}</code>: found {found}; expected {expected}
          </p>
        ))}
      </div>
    </Card>
  )
}

function parse(text: string): JsonObject | null {
  try {
    // `as`: what was parsed from JSON
    const value = JSON.parse(text) as Json
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
  } catch {
    return null
  }
}
