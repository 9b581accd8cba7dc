import { createElement, type ReactElement, type ReactNode } from 'react'
import type { SlotDecision, SlotName } from '../slot-decision.ts'
import { useSlot } from './use-slot.ts'

/** What `Slot` takes. */
export interface SlotProps<Name extends SlotName = SlotName> {
  /** The slot's name. */
  readonly name: Name
  /** The element that holds the content. @default 'div' */
  readonly as?: string
  readonly className?: string
  /** What stands there while no variant is chosen. */
  readonly fallback?: ReactNode
  /** Renders a chosen variant. @default the markup of the slot's template */
  readonly children?: (
    fields: NonNullable<SlotDecision<Name>['fields']>,
    decision: SlotDecision<Name>,
  ) => ReactNode
}

/**
 * A slot as a component. Without `children` it shows the markup of the slot's template, which the edge has rendered and
 * escaped; under Trusted Types give it `children`.
 *
 * @example
 * <Slot name="hero" fallback={<h1>Welcome</h1>}>{({ title }) => <h1>{String(title)}</h1>}</Slot>
 */
export function Slot<Name extends SlotName>({
  name,
  as = 'div',
  className,
  fallback,
  children,
}: SlotProps<Name>): ReactElement {
  const decision = useSlot(name)
  const { experience, variant, fields, html, release } = decision ?? {}
  const props = {
    className,
    // What exposures go by
    'data-ew-shown': experience ? [name, experience, variant, release].join(' ') : undefined,
  }
  // A baseline may be the page's own: it has no markup, and no fields but the slot's default ones
  const isFilled = html || (children && Object.keys(fields ?? {}).length > 0)
  if (!decision || !variant || !isFilled) return createElement(as, props, fallback)
  return children
    ? createElement(as, props, children(fields!, decision))
    : createElement(as, { ...props, dangerouslySetInnerHTML: { __html: html } })
}
