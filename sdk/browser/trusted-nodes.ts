interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy
}

interface Policy {
  createHTML(html: string): string
}

const asItIs: Policy = { createHTML: (html) => html }
let policy: Policy | undefined

/**
 * Markup as nodes, in a document of its own: no script in it runs and no image loads until they enter the page. Throws
 * where the page's Content-Security-Policy does not allow the Trusted Types policy `edgewise`.
 */
export function trustedNodes(html: string): Node[] {
  // `as`: TypeScript's DOM library does not know Trusted Types
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes }
  policy ??= trustedTypes?.createPolicy('edgewise', asItIs) ?? asItIs
  const template = document.createElement('template')
  template.innerHTML = policy.createHTML(html)
  return [...template.content.childNodes]
}
