import type { Json } from '../../../../shared/json.ts'
import { WHERE_OPERATORS } from '../../../../shared/segment/builder/index.ts'

/** What an operator is compared with to begin with: what stood there, where that fits. */
export function operandFor(operator: string, before: Json): Json {
  switch (WHERE_OPERATORS.find((one) => one.operator === operator)?.operand ?? 'json') {
    case 'value':
      return isPlain(before) ? before : ''
    case 'values':
      return Array.isArray(before) ? before : isPlain(before) && before !== '' ? [before] : []
    case 'number':
      return typeof before === 'number' ? before : Number.isFinite(Number(before)) ? Number(before) : 0
    case 'flag':
      return true
    case 'duration':
      return 'P30D'
    case 'date':
      return new Date().toISOString().slice(0, 10)
    case 'text':
      return typeof before === 'string' ? before : ''
    case 'type':
      return 'string'
    case 'years':
      return { $gte: 18 }
    case 'place':
      return { lat: 0, lon: 0, km: 50 }
    case 'reference':
      return typeof before === 'string' ? before : ''
    case 'json':
      return {}
  }
}

const isPlain = (value: Json): boolean => value === null || typeof value !== 'object'
