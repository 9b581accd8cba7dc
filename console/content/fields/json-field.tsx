import { useState } from 'react'
import type { Json } from '../../../shared/json.ts'
import { isSameJson } from '../../../shared/same-json.ts'
import { TextArea } from '../../controls/text-area.tsx'

interface Props {
  readonly label: string
  readonly description?: string | undefined
  readonly error?: string | undefined
  readonly value: Json | undefined
  readonly onChange: (value: Json | undefined) => void
  readonly disabled?: boolean
}

/** Any JSON. What is not JSON yet stays in the field, and what it was before stays in the draft. */
export function JsonField({ label, description, error, value, onChange, disabled = false }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const parsed = typed === null ? undefined : parse(typed)
  // What was typed stays as it was typed, until the value is another
  const isOwn = typed !== null && (parsed === undefined || isSameJson(parsed.value, value))
  const text = isOwn ? typed : value === undefined ? '' : JSON.stringify(value, null, 2)
  const change = (next: string): void => {
    setTyped(next)
    const read = parse(next)
    if (read !== undefined) onChange(read.value)
  }
  return (
    <TextArea
      label={label}
      description={description ?? 'JSON, for code to read.'}
      error={isOwn && parsed === undefined ? 'This is not JSON yet.' : error}
      value={text}
      rows={6}
      spellCheck={false}
      disabled={disabled}
      onChange={change}
    />
  )
}

function parse(text: string): { readonly value: Json | undefined } | undefined {
  if (text.trim() === '') return { value: undefined }
  try {
    // `as`: it was JSON
    return { value: JSON.parse(text) as Json }
  } catch {
    return undefined
  }
}
