import type { Blank } from './template.ts'

type TextBlank = Exclude<Blank['type'], 'number'>

const of =
  <T extends TextBlank>(type: T) =>
  (label: string, preset: string) => ({ type, label, preset })

export const anEvent = of('event')
export const aProperty = of('property')
export const aTrait = of('trait')
export const aText = of('text')
export const aDuration = of('duration')
export const aModel = of('model')
export const aSegment = (label: string) => of('segment')(label, '')
export const aNumber = (label: string, preset: number) => ({ type: 'number', label, preset }) as const
