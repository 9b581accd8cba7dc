import { whenStarted } from '../when-started.ts'
import { slotElement } from './slot-element.ts'

whenStarted(slotElement)
