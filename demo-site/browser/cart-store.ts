import type { Cart } from '../cart/cart.ts'
import { parseCart, writeCart } from '../cart/cart-json.ts'
import { randomId } from './random-id.ts'

const KEY = 'fernweh.cart'
const listeners = new Set<(cart: Cart) => void>()
let unsaved: Cart | undefined

/** What is in the cart, in every tab the same. */
export function readCart(): Cart {
  if (unsaved) return unsaved
  try {
    const text = localStorage.getItem(KEY)
    return (text && parseCart(text)) || emptyCart()
  } catch {
    return emptyCart()
  }
}

export function keepCart(cart: Cart): void {
  try {
    localStorage.setItem(KEY, writeCart(cart))
  } catch {
    // Storage is blocked or full: the cart lasts as long as the page.
    unsaved = cart
  }
  announce()
}

export function emptyCart(): Cart {
  return { id: randomId(), lines: [] }
}

/** Calls at once, and whenever the cart changes, here or in another tab. */
export function whenCartChanges(listener: (cart: Cart) => void): void {
  listeners.add(listener)
  listener(readCart())
}

function announce(): void {
  const cart = readCart()
  for (const listener of listeners) listener(cart)
}

addEventListener('storage', ({ key }) => {
  if (key === KEY || key === null) announce()
})

// A page that comes back from the back/forward cache has missed the storage events.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) announce()
})
