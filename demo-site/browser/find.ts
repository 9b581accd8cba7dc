/** The element that the page's own markup promises. Its absence is a bug of the shop, so it is said, not worked around. */
export function find<Type extends HTMLElement>(
  selector: string,
  type: new () => Type,
  within: ParentNode = document,
): Type {
  const element = within.querySelector(selector)
  if (!(element instanceof type)) throw new Error(`The page has no ${type.name} at ${selector}`)
  return element
}
