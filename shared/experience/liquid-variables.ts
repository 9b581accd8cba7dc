import type { Liquid, Template } from 'liquidjs/dist/liquid.browser.mjs'

/** A variable that a text reads from outside: `{{ image.src }}`. */
export interface LiquidVariable {
  readonly root: string
  /** What it reads of its root; null where that is nothing, or is known only when rendered. */
  readonly member: string | null
  /** It and its place, for a person to read. */
  readonly found: string
}

/** The variables that a parsed text does not set itself. */
export function liquidVariables(liquid: Liquid, template: Template[]): LiquidVariable[] {
  return Object.values(liquid.analyzeSync(template).globals)
    .flat()
    .map(({ segments, location }) => {
      const names = segments.map((segment) => (typeof segment === 'object' ? '…' : String(segment)))
      const [root = '', member] = names
      return {
        root,
        member: member === undefined || member === '…' ? null : member,
        found: `{{ ${names.join('.')} }} at line ${location.row}, column ${location.col}`,
      }
    })
}
