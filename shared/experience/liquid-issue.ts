import { LiquidError } from 'liquidjs/dist/liquid.browser.mjs'
import { describeChoice, type Issue } from '../problem/index.ts'
import { createLiquid } from './liquid.ts'

/** What LiquidJS found wrong in a text, with its place in it and what would be right. */
export function liquidIssue(cause: unknown, pointer: string): Issue {
  if (!LiquidError.is(cause)) {
    const message = cause instanceof Error ? cause.message : String(cause)
    return { pointer, found: message, expected: 'content that can be rendered' }
  }
  const [line, column] = cause.token.getPosition()
  const message = cause.message.replace(/, line:\d+, col:\d+$/, '')
  return {
    pointer,
    found: `${cause.token.getText().trim() || 'nothing'} at line ${line}, column ${column}`,
    expected: expect(message),
  }
}

function expect(message: string): string {
  const filter = /^undefined filter: (.*)$/.exec(message)?.[1]
  if (filter !== undefined) return describeChoice('a filter', filter, Object.keys(reference().filters))
  const tag = /^tag "(.*)" not found$/.exec(message)?.[1]
  if (tag !== undefined) return describeChoice('a tag', tag, Object.keys(reference().tags))
  return `Liquid that is right: ${message}`
}

function reference() {
  return createLiquid({ escape: false, timezone: 'UTC' })
}
