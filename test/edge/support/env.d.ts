import type { Env as EdgeEnv } from '../../../edge/env.ts'

declare global {
  namespace Cloudflare {
    interface Env extends EdgeEnv {
      readonly CONFIG_OF_TESTS: KVNamespace
      readonly LIMITER_OF_TESTS: RateLimit
    }
    interface GlobalProps {
      mainModule: typeof import('../../../edge/worker.ts')
    }
  }
}
