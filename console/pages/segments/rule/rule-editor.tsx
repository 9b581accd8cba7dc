import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { JsonObject } from '../../../../shared/json.ts'
import type { Findings } from '../../../draft/findings.ts'
import { useDraft } from '../../../draft/use-draft.ts'
import { catalogueQuery } from '../../../site/catalogue-query.ts'
import { useMay } from '../../../site/use-may.ts'
import { useSite } from '../../../site/use-site.ts'
import { nameOfSegment, segmentsIn } from '../segment-of.ts'
import { completionOf } from './completion.ts'
import { ConditionEditor } from './condition-editor.tsx'
import { FieldList } from './field-list.tsx'
import { RuleContext, type RuleEditing } from './rule-context.ts'
import type { Truths } from './truths.ts'

interface Props {
  readonly segment: JsonObject
  readonly onChange: (segment: JsonObject, group?: string) => void
  readonly findings: Findings
  readonly truths: ReadonlyMap<string, Truths>
  readonly children: ReactNode
}

/** Gives what is inside it a segment to build. */
export function RuleEditor({ segment, onChange, findings, truths, children }: Props) {
  const site = useSite()
  const draft = useDraft()
  const mayEdit = useMay('editor')
  const { data: observed } = useQuery({ ...catalogueQuery(site), retry: false })
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const unfold = useCallback((pointer: string, isUnfolded: boolean) => {
    setUnfolded((before) => {
      const after = new Set(before)
      if (isUnfolded) after.add(pointer)
      else after.delete(pointer)
      return after
    })
  }, [])
  const completion = useMemo(() => completionOf(draft.site, observed), [draft.site, observed])
  const segments = useMemo(
    () =>
      segmentsIn(draft.site)
        .filter(({ id }) => id !== segment['id'])
        .map((other) => ({ value: other.id, label: nameOfSegment(other) })),
    [draft.site, segment],
  )
  const editing: RuleEditing = {
    segment,
    mayEdit,
    change: onChange,
    issues: findings.issues,
    warnings: findings.warnings,
    completion,
    presets: {
      event: completion.events.find(({ count }) => count !== null)?.name,
      segment: segments[0]?.value ?? null,
    },
    segments,
    truths,
    unfolded,
    unfold,
    ConditionEditor,
    FieldList,
  }
  return <RuleContext value={editing}>{children}</RuleContext>
}
