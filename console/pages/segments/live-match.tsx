import { useState } from 'react'
import type { Condition } from '../../../shared/segment/condition.ts'
import { Badge } from '../../controls/badge.tsx'
import { ButtonLink } from '../../controls/button-link.tsx'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { Dialog } from '../../controls/dialog.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { formatCount, formatShare } from '../../controls/format-count.ts'
import { TextField } from '../../controls/text-field.tsx'
import { Time } from '../../controls/time.tsx'
import { ExplanationTree } from '../../explanation/explanation-tree.tsx'
import { TruthMark } from '../../explanation/truth-mark.tsx'
import { useSite } from '../../site/use-site.ts'
import styles from './live-match.module.css'
import type { TriedProfile } from './trial-query.ts'
import type { RunningTrial } from './use-trial.ts'

interface Props {
  readonly trial: RunningTrial
  readonly when: Condition | null
  readonly mayTry: boolean
  readonly hasIssues: boolean
}

/** Whom the rule fits as it is now, saved or not: visitors who were there last, and whoever is chosen. */
export function LiveMatch({ trial, when, mayTry, hasIssues }: Props) {
  const [shown, setShown] = useState<TriedProfile | null>(null)
  const site = useSite()
  const { answer, isRunning, error } = trial
  if (!mayTry) {
    return (
      <Card title="Who would be in">
        <EmptyState kind="no-permission" title="Editors see visitors here">
          Ask somebody who may edit this site.
        </EmptyState>
      </Card>
    )
  }
  return (
    <Card
      title="Who would be in"
      description="Tried on real visitors while you edit. It changes nothing."
      actions={isRunning && !hasIssues && <Badge tone="info">Trying …</Badge>}
    >
      <div className="stack">
        {hasIssues && (
          <p className="muted">It is tried again as soon as what is marked in the rule is put right.</p>
        )}
        {error !== null && !hasIssues && (
          <Callout tone="danger" title="It could not be tried">
            {error.message}
          </Callout>
        )}
        {answer !== undefined && (
          <>
            <Estimate trial={trial} />
            <ProfileList profiles={[...answer.chosen, ...answer.profiles]} onShow={setShown} />
            {answer.notFound.map((ref) => (
              <p key={ref} className="muted small">
                {ref}: there is no such profile.
              </p>
            ))}
          </>
        )}
        <ChooseProfile trial={trial} />
      </div>
      <Dialog
        open={shown !== null}
        onOpenChange={(open) => !open && setShown(null)}
        title={shown === null ? '' : nameOf(shown)}
        description={
          shown === null
            ? ''
            : shown.explanation.member
              ? 'Would be in, because:'
              : 'Would not be in, because:'
        }
        width="wide"
        actions={
          shown !== null && (
            <ButtonLink to="/$site/profiles/$profile" params={{ site, profile: shown.ref }} search={{}}>
              Open the profile
            </ButtonLink>
          )
        }
      >
        {shown !== null && <ExplanationTree explanation={shown.explanation.when} rule={when ?? undefined} />}
      </Dialog>
    </Card>
  )
}

function Estimate({ trial: { answer } }: { readonly trial: RunningTrial }) {
  if (answer === undefined) return null
  const { sample } = answer
  if (sample.estimate === null) {
    return (
      <p className="muted">
        Nobody has been here yet. As soon as the site has visitors, they are shown here with why they would be
        in or not.
      </p>
    )
  }
  const { share, low, high } = sample.estimate
  return (
    <div>
      <p className={styles['figure']}>
        {formatCount(sample.members)} <span className="muted">of {formatCount(sample.answered)}</span>
      </p>
      <p className="muted small">
        of the visitors who were here last: {formatShare(share, 1)}. An estimate; of many such visitors it is
        likely between {formatShare(low, 1)} and {formatShare(high, 1)}.
        {sample.answered < sample.asked && ` ${sample.asked - sample.answered} did not answer in time.`} As of{' '}
        <Time at={answer.now} />
      </p>
    </div>
  )
}

interface ListProps {
  readonly profiles: readonly TriedProfile[]
  readonly onShow: (profile: TriedProfile) => void
}

const FIRST = 10

function ProfileList({ profiles, onShow }: ListProps) {
  const [isAll, setIsAll] = useState(false)
  if (profiles.length === 0) return null
  return (
    <>
      <ul className={styles['list']}>
        {profiles.slice(0, isAll ? undefined : FIRST).map((profile) => (
          <li key={profile.ref}>
            <button type="button" className={styles['profile']} onClick={() => onShow(profile)}>
              <TruthMark truth={profile.explanation.member ? 'true' : profile.explanation.truth} />
              <span className={styles['name']}>{nameOf(profile)}</span>
              <span className="muted small">why?</span>
            </button>
          </li>
        ))}
      </ul>
      {profiles.length > FIRST && (
        <Button size="small" variant="quiet" onClick={() => setIsAll(!isAll)}>
          {isAll ? 'Show fewer' : `Show all ${profiles.length}`}
        </Button>
      )}
    </>
  )
}

function ChooseProfile({ trial }: { readonly trial: RunningTrial }) {
  const [ref, setRef] = useState('')
  const add = (): void => {
    const name = ref.trim()
    if (name === '') return
    trial.choose([...new Set([...trial.chosen, name.includes(':') ? name : `user:${name}`])].slice(-20))
    setRef('')
  }
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <TextField
        label="Try it on somebody"
        description="A user id, or anonymous:… or visitor:…"
        value={ref}
        onChange={setRef}
        autoComplete="off"
      />
      <div>
        <Button type="submit" size="small" disabled={ref.trim() === ''}>
          Try
        </Button>
      </div>
    </form>
  )
}

/** Whom editors would recognize: a name, an address or a user id, where there is one. */
function nameOf({ ref, userId, traits }: TriedProfile): string {
  const { name, email } = traits
  if (typeof name === 'string' && name !== '') return name
  if (typeof email === 'string' && email !== '') return email
  return userId ?? `Visitor ${ref.slice(2, 10)}`
}
