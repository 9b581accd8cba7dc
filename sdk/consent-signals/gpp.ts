import type { Tell } from './tell.ts'

/** What a GPP platform tells, as far as it is read here. */
interface GppEvent {
  readonly pingData?: {
    readonly signalStatus?: string
    readonly parsedSections?: Readonly<Record<string, unknown>>
  }
}

type GppApi = (command: 'addEventListener', callback: (event: GppEvent, ok: boolean) => void) => void

const OPT_OUTS = ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut']
/** The framework's number for "opted out". */
const OPTED_OUT = 1

/** IAB GPP, the sections of the United States: who has opted out of sale, sharing or targeting denies advertising. */
export function readGpp(tell: Tell): void {
  // `as`: the framework's own function, where the page has a platform
  const { __gpp } = window as { __gpp?: GppApi }
  __gpp?.('addEventListener', ({ pingData }, ok) => {
    if (!ok || pingData?.signalStatus !== 'ready') return
    const hasOptedOut = Object.entries(pingData.parsedSections ?? {})
      .filter(([name]) => name.startsWith('us'))
      // A section is an object, or a list of its parts
      .flatMap(([, section]) => section)
      // `as`: whatever it is, it can be asked for members
      .some((part) => OPT_OUTS.some((name) => (part as Record<string, unknown> | null)?.[name] === OPTED_OUT))
    if (hasOptedOut) tell({ advertising: 'denied' })
  })
}
