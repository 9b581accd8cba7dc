import { findProduct } from '../catalogue/find-product.ts'
import { productProperties } from './commerce-properties.ts'
import { edgewise } from './edgewise.ts'

export function startProductPage(id: string): void {
  const product = findProduct(id)
  if (product) edgewise('track', 'Product Viewed', { ...productProperties(product), url: location.href })
}
