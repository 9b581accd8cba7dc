import { useState } from 'react'
import { TextField } from '../../controls/text-field.tsx'
import { localesOf } from '../../content/draft-content.ts'
import { useSetting } from './use-setting.ts'

/** The languages that content is written in. */
export function LanguagesField() {
  const { value, error, change } = useSetting('locales')
  const kept = localesOf({ locales: value }).join(', ')
  const [typed, setTyped] = useState<string | null>(null)
  const isOwn = typed !== null && readTags(typed).join(', ') === kept
  return (
    <TextField
      label="Languages"
      description="As language tags: en, de, de-AT. The first is the one that content is written in; the others are asked for beside it. Empty: one language."
      value={isOwn ? typed : kept}
      error={error}
      spellCheck={false}
      onChange={(text) => {
        const tags = readTags(text)
        setTyped(text)
        change(tags.length === 0 ? undefined : tags)
      }}
    />
  )
}

const readTags = (text: string): string[] => text.split(/[\s,]+/).filter((tag) => tag !== '')
