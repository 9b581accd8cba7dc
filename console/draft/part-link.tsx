import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SitePart } from '../../shared/release/site-part.ts'
import { useSite } from '../site/use-site.ts'

/** The lists whose parts have a page of their own, at `/console/:site/<list>/<id>`. */
const WITH_PAGES = new Set(['segments', 'slots', 'experiences'])

/** Leads to where a part is edited. */
export function PartLink({ part, children }: { readonly part: SitePart; readonly children: ReactNode }) {
  const site = useSite()
  const path = WITH_PAGES.has(part.kind) ? `${part.kind}/${part.id}` : 'settings'
  // `as`: which pages there are is for the router; here an address is made of a part's kind and name
  return <Link to={`/${site}/${path}` as '/'}>{children}</Link>
}
