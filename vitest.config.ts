import { mkdirSync } from 'node:fs'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// wrangler refuses a configuration whose assets directory is missing, and edge tests need no build
mkdirSync('dist/assets', { recursive: true })

/** Which random lives real objects live. */
const lives = {
  seed: Number(process.env['EDGEWISE_LIVES_SEED'] ?? 1),
  count: Number(process.env['EDGEWISE_LIVES'] ?? 12),
}

/** Which random crowds the simulation has: always the same, and others where many are asked for. */
const askedFor = process.env['EDGEWISE_SIMULATIONS']
const simulations = {
  seed: Number(
    process.env['EDGEWISE_SIMULATE_SEED'] ?? (askedFor === undefined ? 1 : Date.now() % 1_000_000),
  ),
  count: Number(askedFor ?? 3),
}

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              // what CONFIG is where a Worker has one; tests choose
              kvNamespaces: ['CONFIG_OF_TESTS'],
              // what VISITOR_LIMITER and its siblings are where a Worker has them
              ratelimits: { LIMITER_OF_TESTS: { namespace_id: '1', simple: { limit: 2, period: 60 } } },
              bindings: {
                EDGEWISE_SECRET: 'a secret that only these tests know, 0123456789',
                ADMIN_TOKEN: 'admin-token-of-these-tests',
                EDGEWISE_LOCAL: '1',
              },
            },
          }),
        ],
        define: { EDGEWISE_FAULTS: 'true' },
        test: {
          name: 'edge',
          include: ['test/edge/**/*.test.ts'],
          testTimeout: 20_000,
          provide: { lives, simulations },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/console/**'],
          globalSetup: ['test/support/built.ts', 'test/support/browser.ts'],
          // browsers and servers share two cores: one file at a time keeps latencies meaningful
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'console',
          include: ['test/e2e/console/**/*.test.ts'],
          globalSetup: ['test/support/built.ts', 'test/support/browser.ts'],
          // No latency is looked at here, so two files may share the cores
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['test/crash/**/*.test.ts'],
          globalSetup: ['test/support/built.ts', 'test/support/faulty-worker.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
