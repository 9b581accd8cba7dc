import { toJsonSchema } from '@valibot/to-json-schema'
import { app } from '../app.ts'
import type { Role } from '../../shared/role.ts'
import { contractOf, type Contract } from '../http/contract.ts'
import { SUMMARIES } from './summaries.ts'

type Schema = Readonly<Record<string, unknown>>

/** One call as OpenAPI 3.1 describes it, as far as this project does. */
export interface Operation {
  readonly summary: string
  readonly tags: readonly string[]
  readonly description?: string
  /** The role that it needs on the site; absent: none. An extension of ours. */
  readonly 'x-role'?: Role
  readonly parameters: readonly Parameter[]
  readonly requestBody?: {
    readonly required: true
    readonly content: { readonly 'application/json': { readonly schema: Schema } }
  }
  readonly responses: Schema
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: Schema
}

export interface ApiDescription {
  readonly openapi: '3.1.0'
  readonly info: Schema
  readonly security: readonly Schema[]
  readonly components: Schema
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/**
 * Describes the admin API by its own routes: what each takes is what its middleware enforces. Done when building: what makes
 * JSON Schema of schemas is no part of the Worker. Throws where a route has no summary, or a summary no route.
 */
export function describeApi(version: string): ApiDescription {
  const contracts = contractsOfRoutes()
  const missing = [...contracts.keys()].filter((call) => SUMMARIES[call] === undefined)
  const stale = Object.keys(SUMMARIES).filter((call) => !contracts.has(call))
  if (missing.length > 0 || stale.length > 0) {
    throw new Error(
      `edge/openapi/summaries.ts: no summary of ${missing.join(', ') || 'none'}; no route of ${stale.join(', ') || 'none'}`,
    )
  }
  const paths: Record<string, Record<string, Operation>> = {}
  for (const [call, contract] of contracts) {
    const [method = '', path = ''] = call.split(' ')
    ;(paths[path] ??= {})[method.toLowerCase()] = operation(call, path, contract)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Edgewise admin API',
      version,
      description: 'What editors do to a site, from a program. Failures are problem+json (RFC 9457).',
    },
    security: [{ adminToken: [] }, { session: [] }],
    components: {
      securitySchemes: {
        adminToken: { type: 'http', scheme: 'bearer', description: 'The ADMIN_TOKEN of the Worker.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'ew_session',
          description: 'Made by POST /api/session.',
        },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            issues: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  pointer: { type: 'string' },
                  found: { type: 'string' },
                  expected: { type: 'string' },
                },
              },
            },
          },
        },
      },
    },
    paths,
  }
}

/** `GET /api/sites/{site}/draft` → what all of its middleware enforce together. */
function contractsOfRoutes(): Map<string, Contract> {
  const contracts = new Map<string, Contract>()
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL' || !path.startsWith('/api/')) continue
    const call = `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`
    contracts.set(call, { ...contracts.get(call), ...contractOf(handler) })
  }
  return contracts
}

function operation(call: string, path: string, { role, body, query }: Contract): Operation {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return {
    summary: SUMMARIES[call] ?? '',
    tags: [path.split('/')[4] ?? path.split('/')[2] ?? 'api'],
    ...(role !== undefined && { description: `Needs the role ${role}.`, 'x-role': role }),
    parameters: [
      ...names.map((name) => ({ name, in: 'path' as const, required: true, schema: { type: 'string' } })),
      ...(query === undefined ? [] : queryParameters(jsonSchema(query))),
    ],
    ...(body !== undefined && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: body === 'json' ? {} : jsonSchema(body) } },
      },
    }),
    responses: {
      '2XX': { description: 'Done' },
      default: {
        description: 'It failed; what went wrong, where, and what would be right',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function queryParameters({ properties, required }: Schema): Parameter[] {
  // `as`: a query is an object of texts
  const entries = Object.entries((properties ?? {}) as Readonly<Record<string, Schema>>)
  const needed = (required ?? []) as readonly string[]
  return entries.map(([name, schema]) => ({
    name,
    in: 'query' as const,
    required: needed.includes(name),
    schema,
  }))
}

/** What a schema takes; what JSON Schema has no word for (a check in code) is left out. */
function jsonSchema(schema: Exclude<NonNullable<Contract['body']>, 'json'>): Schema {
  const { $schema: _, ...described } = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' })
  // `as`: a JSON Schema is JSON
  return described as Schema
}
