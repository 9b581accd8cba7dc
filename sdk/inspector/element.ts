type Child = Node | string | number | false | null | undefined

/**
 * An element with its attributes and children. Texts become text nodes and nothing is parsed, so that it works where
 * Trusted Types are enforced and no value can become markup.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      created.setAttribute(name, value === true ? '' : String(value))
  }
  created.append(...children.filter(isShown).map(toNode))
  return created
}

function isShown(child: Child): child is Node | string | number {
  return child !== undefined && child !== null && child !== false && child !== ''
}

function toNode(child: Node | string | number): Node | string {
  return typeof child === 'number' ? String(child) : child
}
