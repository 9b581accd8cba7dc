import { useQuery } from '@tanstack/react-query'
import type { JsonObject } from '../../../shared/json.ts'
import { describeWhere } from '../../../shared/segment/sentence/describe-where.ts'
import type {
  ExperienceReach,
  Outcome,
  PlaceForecast,
} from '../../../shared/experience/forecast/read-forecast.ts'
import { classNames } from '../../controls/class-names.ts'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { Skeleton } from '../../controls/skeleton.tsx'
import { consequencesQuery } from '../../content/consequences-query.ts'
import { PartLink } from '../../draft/part-link.tsx'
import { useSite } from '../../site/use-site.ts'
import { partName } from '../../words/part-name.ts'
import { IssueList } from './issue-list.tsx'
import styles from './consequences.module.css'

interface Props {
  readonly document: JsonObject
  /** The draft's version: it is asked again when there is another. */
  readonly version: number
}

/** What publishing the draft would change for visitors, in numbers of them. */
export function Consequences({ document, version }: Props) {
  const { data, error, isPending } = useQuery(consequencesQuery(useSite(), version))
  if (isPending) {
    return (
      <Card title="What it changes for visitors">
        <Skeleton />
      </Card>
    )
  }
  if (error !== null) {
    return (
      <Callout tone="warning" title="What it changes for visitors cannot be said right now">
        {error.message}
      </Callout>
    )
  }
  const places = data.places.filter(({ experiences, moves }) => experiences.length > 0 || moves.length > 0)
  const changed = places.filter(({ moves }) => moves.length > 0)
  const unchanged = places.filter(({ moves }) => moves.length === 0)
  return (
    <Card title="What it changes for visitors" description={describeBasis(data.basis)}>
      <div className="stack">
        {data.checks.length > 0 && (
          <Callout tone="warning" title="Worth a look">
            <IssueList issues={data.checks} document={document} />
          </Callout>
        )}
        {changed.length === 0 && <p>Nobody sees anything else.</p>}
        {changed.map((place, index) => (
          <PlaceSection key={index} place={place} document={document} />
        ))}
        {unchanged.length > 0 && (
          <details>
            <summary>Where nobody sees anything else: {unchanged.length}</summary>
            <div className={classNames('stack', styles['unchanged'])}>
              {unchanged.map((place, index) => (
                <PlaceSection key={index} place={place} document={document} />
              ))}
            </div>
          </details>
        )}
      </div>
    </Card>
  )
}

interface SectionProps {
  readonly place: PlaceForecast
  readonly document: JsonObject
}

function PlaceSection({ place, document }: SectionProps) {
  const name = (id: string): string => partName({ kind: 'experiences', id }, document)
  return (
    <section className="stack-tight">
      <h3>
        <PartLink part={{ kind: 'slots', id: place.slot }}>
          {partName({ kind: 'slots', id: place.slot }, document)}
        </PartLink>
        {place.page !== null && <span className="muted"> on pages where {describeWhere(place.page)}</span>}
      </h3>
      <Moves place={place} name={name} />
      <ul className={styles['list']}>
        {place.experiences.map((reach) => (
          <li key={reach.experience}>{describeReach(reach, name)}</li>
        ))}
      </ul>
    </section>
  )
}

function Moves({ place, name }: { readonly place: PlaceForecast; readonly name: (id: string) => string }) {
  return (
    <ul className={styles['list']}>
      {place.moves.map(({ from, to, visitors }, index) => (
        <li key={index}>
          <strong>{visitors === 1 ? '1 visitor' : `${formatCount(visitors)} visitors`}</strong> will see{' '}
          {isSame(from, to)
            ? `${describeOutcome(to, name)} with other words`
            : `${describeOutcome(to, name)} instead of ${describeOutcome(from, name)}`}
        </li>
      ))}
    </ul>
  )
}

const isSame = (from: Outcome, to: Outcome): boolean =>
  from.experience === to.experience && from.variant === to.variant

function describeOutcome({ experience, variant }: Outcome, name: (id: string) => string): string {
  if (experience === null) return 'the default'
  return variant === null
    ? `the default, held out of “${name(experience)}”`
    : `“${name(experience)}” (${variant})`
}

function describeReach(
  { experience, matching, shows, instead }: ExperienceReach,
  name: (id: string) => string,
): string {
  const seen = shows.reduce((sum, { visitors }) => sum + visitors, 0)
  const others = instead.map(
    ({ experience: other, visitors }) => `${formatCount(visitors)} will see “${name(other)}” instead`,
  )
  const rest = others.length === 0 ? '' : `; ${others.join(', ')}`
  return `“${name(experience)}”: for ${formatCount(matching)}, shown to ${formatCount(seen)}${rest}`
}

type Basis =
  | { readonly type: 'nobody' }
  | { readonly type: 'all'; readonly profiles: number; readonly covered: number }
  | { readonly type: 'sample'; readonly answered: number; readonly profiles: number }

function describeBasis(basis: Basis): string {
  switch (basis.type) {
    case 'nobody':
      return 'Nothing is published yet, so there are no visitors to count.'
    case 'all':
      return `Exact: of all ${formatCount(basis.profiles)} profiles, as of half a minute ago; ${formatCount(basis.covered)} of them have told under the published rules.`
    case 'sample':
      return `An estimate: rules differ from the published ones, so ${formatCount(basis.answered)} of ${formatCount(basis.profiles)} profiles, those that were there last, were asked.`
  }
}
