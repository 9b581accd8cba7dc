import type { Foundation } from '../../../shared/release/foundations-of-segment.ts'
import type { SegmentUse } from '../../../shared/release/uses-of-segment.ts'
import { PartLink } from '../../draft/part-link.tsx'

const KINDS = {
  segments: 'segment',
  experiences: 'experience',
  computedTraits: 'computed trait',
} satisfies Record<(Foundation | SegmentUse)['kind'], string>

/** Parts of the site, each with what it is. */
export function PartList({ parts }: { readonly parts: readonly (Foundation | SegmentUse)[] }) {
  return (
    <ul className="stack-tight">
      {parts.map(({ kind, id, name }) => (
        <li key={`${kind}/${id}`}>
          {kind === 'computedTraits' ? name : <PartLink part={{ kind, id }}>{name}</PartLink>}{' '}
          <span className="muted">{KINDS[kind]}</span>
        </li>
      ))}
    </ul>
  )
}
