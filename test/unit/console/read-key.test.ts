import { expect, test } from 'vitest'
import { readKey } from '../../../console/shell/read-key.ts'

const press = (key: string, modifiers: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...modifiers,
})

test('[CON13] ⌘ or Ctrl with K and S are taken, also where one writes; no other of the browser’s keys', () => {
  for (const modifiers of [{ ctrlKey: true }, { metaKey: true }]) {
    expect(readKey(press('k', modifiers), true, false)).toBe('palette')
    expect(readKey(press('S', modifiers), true, false)).toBe('save')
    for (const key of ['c', 'f', 'l', 'p', 'r', 't', 'w', '/', '?']) {
      expect(readKey(press(key, modifiers), false, false)).toBe(null)
    }
  }
})

test('[CON13] keys alone count only where nobody writes', () => {
  expect(readKey(press('/'), false, false)).toBe('palette')
  expect(readKey(press('?'), false, false)).toBe('help')
  expect(readKey(press('s'), false, true)).toEqual({ goTo: 's' })
  expect(readKey(press('/'), true, false)).toBe(null)
  expect(readKey(press('?'), true, false)).toBe(null)
  expect(readKey(press('s'), true, true)).toBe(null)
  expect(readKey(press('s', { altKey: true }), false, true)).toBe(null)
})
