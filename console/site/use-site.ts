import { siteRoute } from '../site-route.ts'

/** The id of the site that is open. */
export const useSite = (): string => siteRoute.useParams({ select: ({ site }) => site })
