import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { PreviewView } from '../../../shared/preview/index.ts'
import type { Json } from '../../../shared/json.ts'
import { writePart } from '../../../shared/release/site-part.ts'
import { Badge } from '../../controls/badge.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { Skeleton } from '../../controls/skeleton.tsx'
import { useNow } from '../../controls/use-now.ts'
import { currentSiteQuery } from '../../content/current-site-query.ts'
import {
  experiencesOf,
  localesOf,
  nameOf,
  slotsOf,
  timezoneOf,
  type DraftExperience,
} from '../../content/draft-content.ts'
import { statusOf } from '../../content/experience-status.ts'
import { EditBar, SaveFailure } from '../../draft/edit-bar.tsx'
import { useDraft } from '../../draft/use-draft.ts'
import { useFindings } from '../../draft/use-findings.ts'
import { usePart } from '../../draft/use-part.ts'
import { PreviewButton } from '../../preview/preview-button.tsx'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { ExperienceMenu } from '../slots/experience-menu.tsx'
import styles from './experience-page.module.css'
import { experiencesRoutes } from './routes.ts'
import { Variants } from './variants.tsx'
import { WhoAndWhen } from './who-and-when.tsx'

// The engine of the edge comes with it, which is more than the rest of the page
const PreviewPane = lazy(async () => ({ default: (await import('./preview/preview-pane.tsx')).PreviewPane }))

/** An experience: what it says, to whom and when, and how that looks. */
export function ExperiencePage() {
  const site = useSite()
  const { experience: id } = experiencesRoutes.experience.useParams()
  const search = experiencesRoutes.experience.useSearch()
  const navigate = experiencesRoutes.experience.useNavigate()
  const { site: saved } = useDraft()
  const part = usePart('experiences', id)
  const findings = useFindings('experiences', id)
  const { data: current } = useSuspenseQuery(currentSiteQuery(site))
  const mayEdit = useMay('editor')
  const now = useNow()
  // `as`: what is wrong in it is said beside it
  const experience = part.value as unknown as DraftExperience | undefined
  if (experience === undefined) {
    return (
      <>
        <PageHeader title={id} />
        <Card>
          <EmptyState kind="no-results" title="The draft has no such experience">
            It may have been deleted meanwhile.
          </EmptyState>
        </Card>
      </>
    )
  }
  const document = writePart(saved, { kind: 'experiences', id }, part.value)
  const slot = slotsOf(document).find((candidate) => candidate.id === experience.slot)
  const timezone = timezoneOf(document)
  const status = statusOf(experience, timezone, now)
  const live = current && experiencesOf(current).find((published) => published.id === id)
  const isLive = live !== null && live !== undefined && statusOf(live, timezone, now).word === 'On'
  const variants = experience.variants ?? []
  const open = variants.find((variant) => variant.id === search.variant) ?? variants[0]
  const [own, ...others] = localesOf(document)
  const locale = others.includes(search.locale ?? '') ? (search.locale ?? null) : null
  const change = (next: DraftExperience, group?: string): void => part.change(next as unknown as Json, group)

  return (
    <>
      <PageHeader
        title={nameOf(experience)}
        parents={
          <>
            <Link to="/$site/slots" params={{ site }}>
              Slots
            </Link>
            <span aria-hidden="true"> › </span>
            <Link to="/$site/slots/$slot" params={{ site, slot: experience.slot }}>
              {slot === undefined ? experience.slot : nameOf(slot)}
            </Link>
          </>
        }
        badges={<Badge tone={status.tone}>{status.word}</Badge>}
        actions={
          mayEdit && (
            <>
              <PreviewButton view={viewOf(experience)} isUnsaved={part.isDirty} />
              <EditBar part={part} />
              <ExperienceMenu experience={experience} />
            </>
          )
        }
      />
      <SaveFailure part={part} />
      {isLive && (
        <Callout tone="warning" title="Visitors see this now">
          What you save goes into the draft. They see it once the draft is published.
        </Callout>
      )}
      <div className={styles['panes']}>
        <div className="stack">
          {open !== undefined && slot !== undefined && (
            <Variants
              experience={experience}
              slot={slot}
              open={open.id}
              own={own ?? null}
              locales={others}
              locale={locale}
              findings={findings}
              mayEdit={mayEdit}
              onChange={change}
              onOpen={(variant) => void navigate({ search: { ...search, variant }, replace: true })}
              onLocale={(next) =>
                void navigate({
                  search: {
                    ...(search.variant !== undefined && { variant: search.variant }),
                    ...(next !== null && { locale: next }),
                  },
                  replace: true,
                })
              }
            />
          )}
        </div>
        <WhoAndWhen
          experience={experience}
          document={document}
          findings={findings}
          mayEdit={mayEdit}
          onChange={change}
        />
        <div className={styles['preview']}>
          <Suspense fallback={<Skeleton lines={8} />}>
            {open !== undefined && (
              <PreviewPane
                site={document}
                slot={experience.slot}
                experience={id}
                variant={open.id}
                locale={locale}
              />
            )}
          </Suspense>
        </div>
      </div>
    </>
  )
}

/** As whoever it is for: a member of its segment; where it has a rule of its own, with the variant chosen by hand. */
function viewOf({ id, slot, audience, variants }: DraftExperience): Partial<PreviewView> {
  if (audience?.segment !== undefined) return { in: [audience.segment] }
  const variant = variants?.at(-1)?.id
  return audience === undefined || variant === undefined
    ? {}
    : { show: { [slot]: { experience: id, variant } } }
}
