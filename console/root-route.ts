import { createRootRoute } from '@tanstack/react-router'

/** What all pages stand in. */
export const rootRoute = createRootRoute()
