import type { Rendering } from './answer.ts'
import { compileFields } from './compile-fields.ts'
import type { Engines } from './engines.ts'
import { SafeHtml } from './rich-text/safe-html.ts'
import type { Slot } from './slot.ts'
import type { JsonObject } from '../json.ts'

/**
 * Compiles what a variant shows in its slot: its fields rendered, then the slot's template over them, escaped. For
 * `null` that is the slot's default fields, and no markup: the element keeps its own.
 *
 * Throws LiquidJS's error where Liquid is wrong.
 */
export function compileRendering(
  slot: Slot,
  fields: Readonly<Record<string, unknown>> | null,
  engines: Engines,
): Rendering {
  const compiled = compileFields(fields ?? slot.default, slot, engines)
  if (fields === null || slot.template === undefined) {
    return {
      isStatic: compiled.isStatic,
      render: (scope) => ({ html: null, fields: compiled.render(scope) }),
    }
  }
  const template = engines.markup.parse(slot.template)
  return {
    isStatic: compiled.isStatic,
    render: (scope) => {
      const rendered = compiled.render(scope)
      return { html: String(engines.markup.renderSync(template, scopeOf(slot, rendered))), fields: rendered }
    },
  }
}

/** What a template sees: the fields, and of a rich text that it is markup already. */
function scopeOf({ fields }: Slot, rendered: JsonObject): object {
  return Object.fromEntries(
    Object.entries(rendered).map(([name, value]) => [
      name,
      typeof value === 'string' && fields[name]?.type === 'richText' ? new SafeHtml(value) : value,
    ]),
  )
}
