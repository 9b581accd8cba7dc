import type { CategoryId } from './category.ts'

export const paths = {
  home: '/',
  category: (id: CategoryId) => `/category/${id}/`,
  product: (id: string) => `/product/${id}/`,
  cart: '/cart/',
  checkout: '/checkout/',
  about: '/about/',
  productImage: (id: string) => `/images/${id}.svg`,
} as const
