import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError } from './api-error.ts'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'
import './styles/index.css'

const Toasts = lazy(async () => ({ default: (await import('./controls/toasts.tsx')).Toasts }))

// the page has this element
createRoot(document.querySelector('#console')!, {
  // what was refused is shown in the place of the page; all else is a bug
  onCaughtError: (error) => {
    if (!(error instanceof ApiError)) console.error(error)
  },
}).render(
  <StrictMode>
    {/* style elements are not allowed here; the styles that they would have are in style sheets */}
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <Tooltip.Provider>
          <RouterProvider router={router} />
          <Suspense fallback={null}>
            <Toasts />
          </Suspense>
        </Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
)
