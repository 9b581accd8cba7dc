import { whenStarted } from '../when-started.ts'
import { consentSignals } from './index.ts'

whenStarted(consentSignals)
