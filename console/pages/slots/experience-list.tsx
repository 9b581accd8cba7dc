import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
  type UniqueIdentifier,
} from '@dnd-kit/core'
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { useState } from 'react'
import type { PlaceForecast } from '../../../shared/experience/forecast/read-forecast.ts'
import { nameOf, type DraftExperience } from '../../content/draft-content.ts'
import { ExperienceRow } from './experience-row.tsx'
import styles from './experience-list.module.css'

interface Props {
  readonly experiences: readonly DraftExperience[]
  readonly places: readonly PlaceForecast[]
  readonly mayEdit: boolean
  /** Puts them into an order; what was moved, for the notice. */
  readonly onOrder: (ids: readonly string[], moved: string) => Promise<boolean>
}

/** A slot's experiences, the first that fits wins: moved by dragging, or by the buttons beside. */
export function ExperienceList({ experiences, places, mayEdit, onOrder }: Props) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  // Shown at once, and given up where it could not be kept
  const [moved, setMoved] = useState<readonly string[] | null>(null)
  const kept = experiences.map(({ id }) => id)
  const isOfThese = moved !== null && moved.length === kept.length && moved.every((id) => kept.includes(id))
  const ids = isOfThese ? moved : kept
  const byId = new Map(experiences.map((experience) => [experience.id, experience]))

  const order = async (from: number, to: number): Promise<void> => {
    const id = ids[from]
    if (id === undefined || to < 0 || to >= ids.length || from === to) return
    const next = arrayMove([...ids], from, to)
    setMoved(next)
    await onOrder(next, id)
    setMoved(null)
  }
  const called = (id: UniqueIdentifier): string => {
    const experience = byId.get(String(id))
    return experience === undefined ? String(id) : nameOf(experience)
  }
  const placeOf = (id: UniqueIdentifier): string => `${ids.indexOf(String(id)) + 1} of ${ids.length}`
  const announcements: Announcements = {
    onDragStart: ({ active }) => `${called(active.id)} is taken up, from number ${placeOf(active.id)}.`,
    // It begins over itself, which says nothing
    onDragOver: ({ active, over }) =>
      over === null || over.id === active.id
        ? undefined
        : `${called(active.id)} is over number ${placeOf(over.id)}.`,
    onDragEnd: ({ active, over }) =>
      over === null ? undefined : `${called(active.id)} is put down at number ${placeOf(over.id)}.`,
    onDragCancel: ({ active }) => `${called(active.id)} stays where it was.`,
  }
  const onDragEnd = ({ active, over }: DragEndEvent): void => {
    if (over !== null) void order(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)))
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements }}
      onDragEnd={onDragEnd}
    >
      <SortableContext items={[...ids]} strategy={verticalListSortingStrategy}>
        <ol className={styles['list']} aria-label="Experiences, the first that fits wins">
          {ids.flatMap((id, index) => {
            const experience = byId.get(id)
            if (experience === undefined) return []
            return (
              <ExperienceRow
                key={id}
                experience={experience}
                place={index + 1}
                places={places}
                isFirst={index === 0}
                isLast={index === ids.length - 1}
                mayEdit={mayEdit}
                onMove={(by) => void order(index, index + by)}
              />
            )
          })}
        </ol>
      </SortableContext>
    </DndContext>
  )
}
