import type { Json } from '../../shared/json.ts'
import { describeValue } from '../../shared/problem/index.ts'
import type { Clash, SiteChange } from '../../shared/release/index.ts'

/** A change as lines to read: `+` new, `-` gone, `~` another value, `↕` another order. */
export function describeChange(change: SiteChange): string[] {
  switch (change.type) {
    case 'added':
      return [`+ ${change.kind}/${change.id}`]
    case 'removed':
      return [`- ${change.kind}/${change.id}`]
    case 'changed':
      return change.fields.map(
        ({ path, what, before, after }) =>
          `${what === 'order' ? '↕' : '~'} ${change.kind}/${change.id}${path}: ${show(before)} → ${show(after)}`,
      )
    case 'reordered':
      return [`↕ ${change.kind}: ${change.before.join(', ')} → ${change.after.join(', ')}`]
  }
}

/** A place that two people changed differently, as a line to read. */
export function describeClash({ path, base, theirs, yours }: Clash): string {
  return `${path || '/'}: was ${show(base)}, theirs is ${show(theirs)}, yours is ${show(yours)}`
}

/** A list of words is shown, not counted: it is an order. */
function show(value: Json | undefined): string {
  const isWords =
    Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string')
  return isWords ? value.join(', ') : describeValue(value)
}
