import { app } from './app.ts'
import type { Env } from './env.ts'

export { Profile } from './profile/profile.ts'
export { Rollup } from './rollup/rollup.ts'
export { Site } from './site/site.ts'

export default { fetch: app.fetch } satisfies ExportedHandler<Env>
