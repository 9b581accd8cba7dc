import { useState } from 'react'
import type { Json } from '../../../../shared/json.ts'
import { TextArea } from '../../../controls/text-area.tsx'
import { useRule } from './rule-context.ts'

interface Props {
  readonly label: string
  readonly value: Json
  readonly onChange: (value: Json) => void
}

/** A small piece of a rule that no form is made for, as JSON. What is no JSON is kept here until it is. */
export function JsonField({ label, value, onChange }: Props) {
  const { mayEdit } = useRule()
  const [typed, setTyped] = useState<string | null>(null)
  const parsed = typed === null ? value : parse(typed)
  return (
    <TextArea
      label={label}
      value={typed ?? JSON.stringify(value)}
      disabled={!mayEdit}
      spellCheck={false}
      rows={2}
      error={parsed === undefined && 'This is no JSON yet.'}
      onChange={(text) => {
        setTyped(text)
        const next = parse(text)
        if (next !== undefined) onChange(next)
      }}
    />
  )
}

function parse(text: string): Json | undefined {
  try {
    // `as`: what was parsed from JSON
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
