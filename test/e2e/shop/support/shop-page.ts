import type { Page } from 'playwright-core'
import { interactionWith, type Interaction } from './interactions.ts'

/** A look at a product without leaving the page, until the edge has answered it. */
export async function lookAt(page: Page, product: string): Promise<Interaction> {
  const [interaction] = await Promise.all([
    interactionWith(page, 'Product Viewed'),
    page.locator(`main [data-quick-view="${product}"]`).click(),
  ])
  return interaction
}

/** Puts a product that the page shows into the cart, until the edge has answered it. */
export async function addToCart(page: Page, product: string): Promise<Interaction> {
  const [interaction] = await Promise.all([
    interactionWith(page, 'Product Added'),
    page.locator(`main [data-add="${product}"]`).click(),
  ])
  return interaction
}

/** Checks out what is in the cart, until the edge has answered it. */
export async function buy(page: Page, firstName: string): Promise<Interaction> {
  await page.goto('/checkout/')
  await page.getByLabel('First name').fill(firstName)
  const [interaction] = await Promise.all([
    interactionWith(page, 'Order Completed'),
    page.getByRole('button', { name: 'Place the order' }).click(),
  ])
  return interaction
}

/** Resolves once the page has the live socket, which is one tab's of a browser, and it is open. */
export function whenLive(page: Page): Promise<unknown> {
  return page.waitForFunction(
    () => (window as unknown as { edgewise: { status(): { live: boolean } } }).edgewise.status().live,
  )
}
