import 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    readonly simulations: { readonly seed: number; readonly count: number }
    /** Which random lives are lived: from `vitest.config.ts`. */
    readonly lives: { readonly seed: number; readonly count: number }
  }
}
