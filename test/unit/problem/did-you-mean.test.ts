import { describe, expect, test } from 'vitest'
import { describeChoice, describeIssue, didYouMean, toPointer } from '../../../shared/problem/index.ts'

const names = ['announcement', 'hero', 'product-order', 'cart-nudge']

describe('the nearest name', () => {
  test.each([
    ['heor', 'hero'],
    ['her', 'hero'],
    ['HERO', 'hero'],
    ['anouncment', 'announcement'],
    ['productorder', 'product-order'],
    ['footer', null],
    ['x', null],
    ['', null],
  ])('[REL5] to %j is %j', (name, nearest) => {
    expect(didYouMean(name, names)).toBe(nearest)
  })

  test('[REL5] is told with what there is, a dozen at most', () => {
    expect(describeChoice('a slot', 'heor', names.slice(0, 2))).toBe(
      'a slot (announcement, hero); did you mean "hero"?',
    )
    expect(describeChoice('a slot', 'x', [])).toBe('a slot, and there is none')
    const many = Array.from({ length: 20 }, (_, index) => `s${index}`)
    expect(describeChoice('a slot', 'zzz', many)).toBe(`a slot (${many.slice(0, 12).join(', ')} and 8 more)`)
  })
})

describe('an issue', () => {
  test('[REL2] points with RFC 6901 and reads as one line', () => {
    const pointer = toPointer(['slots', 0, 'a/b', '~'])
    expect(pointer).toBe('/slots/0/a~1b/~0')
    expect(describeIssue({ pointer, found: '3', expected: 'text' })).toBe(
      '/slots/0/a~1b/~0: found 3; expected text',
    )
    expect(describeIssue({ pointer: '', found: 'null', expected: 'an object' })).toBe(
      '/: found null; expected an object',
    )
  })
})
