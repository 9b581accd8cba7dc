export { slotElement } from './slot-element.ts'
export type { SlotElement } from './slot-element.ts'
