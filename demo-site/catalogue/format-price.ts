import { CURRENCY } from './currency.ts'

const format = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: CURRENCY,
  maximumFractionDigits: 0,
})

export function formatPrice(amount: number): string {
  return format.format(amount)
}
