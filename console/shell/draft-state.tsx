import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { ButtonLink } from '../controls/button-link.tsx'
import { Button } from '../controls/button.tsx'
import { changesQuery } from '../draft/changes-query.ts'
import { isChanged } from '../draft/part-edit.ts'
import { useDraftEdits } from '../draft/use-draft-edits.ts'
import { useMay } from '../site/use-may.ts'
import { useSite } from '../site/use-site.ts'
import styles from './draft-state.module.css'

/** How the draft differs from what is published, and what of it is only in this tab. */
export function DraftState() {
  const site = useSite()
  const edits = useDraftEdits()
  const open = useSyncExternalStore(edits.subscribe, edits.all)
  const unsaved = [...open.values()].filter(({ edit }) => isChanged(edit)).length
  const mayPublish = useMay('publisher')
  const { data } = useQuery(changesQuery(site))
  if (unsaved > 0) {
    return (
      <div className="row">
        <span className={styles['state']} role="status">
          {unsaved === 1 ? '1 unsaved edit' : `${unsaved} unsaved edits`}
        </span>
        <Button size="small" onClick={() => void edits.saveAll()}>
          Save draft
        </Button>
      </div>
    )
  }
  const changes = data?.changes.length ?? 0
  return (
    <div className="row">
      <span className={styles['state']} role="status">
        {data !== undefined && describe(changes)}
      </span>
      {changes > 0 && (
        <ButtonLink to="/$site/publish" params={{ site }} variant="primary" size="small">
          {mayPublish ? 'Publish' : 'Look at them'}
        </ButtonLink>
      )}
    </div>
  )
}

function describe(changes: number): string {
  if (changes === 0) return 'All is published'
  return changes === 1 ? '1 change not published' : `${changes} changes not published`
}
