import { fromPointer } from './from-pointer.ts'

/** A JSON pointer into a part in words: `/variants/ridge/fields/title` → `Variants › ridge › fields › title`. */
export function describePath(pointer: string): string {
  const keys = fromPointer(pointer)
  if (keys.length === 0) return 'The whole'
  return keys.map((key, index) => (index === 0 ? upperFirst(inWords(key)) : inWords(key))).join(' › ')
}

/** `trafficAllocation` → `traffic allocation`. */
const inWords = (key: string): string =>
  key.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
