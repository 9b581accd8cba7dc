/**
 * The part of LiquidJS that is used, of its browser build: the same file then runs in workerd, Node and a browser, it
 * holds no file system, and its package's own types (which pull in all of Node's) stay out of `shared/`.
 */
declare module 'liquidjs/dist/liquid.browser.mjs' {
  export interface LiquidOptions {
    strictFilters?: boolean
    ownPropertyOnly?: boolean
    templates?: Record<string, string>
    outputEscape?: (this: unknown, value: unknown) => unknown
    timezoneOffset?: string
    parseLimit?: number
    memoryLimit?: number
  }

  /** A parsed template, opaque. */
  export interface Template {
    readonly token: Token
  }

  export interface Token {
    readonly begin: number
    readonly end: number
    getText(): string
    /** Line and column, from 1. */
    getPosition(): [line: number, column: number]
  }

  export interface Variable {
    readonly segments: readonly (string | number | Variable)[]
    readonly location: { readonly row: number; readonly col: number }
  }

  export type Filter = (this: unknown, value: unknown, ...options: unknown[]) => unknown

  export class Liquid {
    constructor(options: LiquidOptions)
    readonly filters: Record<string, Filter>
    readonly tags: Record<string, unknown>
    registerFilter(name: string, filter: Filter): void
    parse(template: string): Template[]
    renderSync(template: Template[], scope: object): unknown
    analyzeSync(template: Template[]): { readonly globals: Readonly<Record<string, readonly Variable[]>> }
  }

  export class LiquidError extends Error {
    readonly token: Token
    static is(value: unknown): value is LiquidError
  }

  export class Tokenizer {
    constructor(template: string)
    readTopLevelTokens(options?: LiquidOptions): Token[]
  }

  export interface OutputToken extends Token {
    /** What stands between the braces. */
    readonly content: string
  }

  export interface TagToken extends Token {
    readonly name: string
    /** What stands between the delimiters, the name included. */
    readonly content: string
  }

  export const TypeGuards: {
    isHTMLToken(token: Token): boolean
    isOutputToken(token: Token): token is OutputToken
    isTagToken(token: Token): token is TagToken
  }
}
