import { app } from './app.ts'
import type { Env } from './env.ts'
import { faultyEnv } from './faults/faulty-env.ts'

export { PreviewRoom } from './preview/preview.ts'
export { Entrance } from './entrance/entrance.ts'
export { Profile } from './profile/profile.ts'
export { Rollup } from './rollup/rollup.ts'
export { Site } from './site/site.ts'
export { Sites } from './site/sites.ts'

export default {
  fetch: (request, env, ctx) => app.fetch(request, EDGEWISE_FAULTS ? faultyEnv(env, null) : env, ctx),
} satisfies ExportedHandler<Env>
