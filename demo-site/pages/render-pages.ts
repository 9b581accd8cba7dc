import { categories } from '../catalogue/category.ts'
import { products } from '../catalogue/products.ts'
import { aboutPage } from './about-page.ts'
import { cartPage } from './cart-page.ts'
import { categoryPage } from './category-page.ts'
import { checkoutPage } from './checkout-page.ts'
import { frame } from './frame.ts'
import { homePage } from './home-page.ts'
import { notFoundPage } from './not-found-page.ts'
import { productPage } from './product-page.ts'

/** Every page of the shop: file path, relative to the site’s root, → document. */
export function renderPages(): ReadonlyMap<string, string> {
  const pages = [
    homePage(),
    ...categories.map(categoryPage),
    ...products.map(productPage),
    cartPage(),
    checkoutPage(),
    aboutPage(),
    notFoundPage(),
  ]
  return new Map(pages.map((page) => [toFile(page.path), frame(page)]))
}

function toFile(path: string): string {
  return path.slice(1) + (path.endsWith('/') ? 'index.html' : '')
}
