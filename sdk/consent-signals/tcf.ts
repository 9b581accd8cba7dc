import { asConsent, type Tell } from './tell.ts'

/** What a TCF 2 platform tells, as far as it is read here. */
interface TcData {
  readonly eventStatus?: string
  readonly gdprApplies?: boolean
  readonly purpose?: { readonly consents?: Readonly<Record<number, boolean>> }
}

type TcfApi = (command: 'addEventListener', version: 2, callback: (data: TcData, ok: boolean) => void) => void

/** The framework's purposes that ours need; 1 is storing and reading on the device. */
const PURPOSES = { analytics: [1, 8], personalization: [1, 5, 6], advertising: [1, 3, 4, 7] } as const

/** IAB TCF 2: once there is a choice, old or new. Where the GDPR does not apply it says nothing. */
export function readTcf(tell: Tell): void {
  // `as`: the framework's own function, where the page has a platform
  const { __tcfapi } = window as { __tcfapi?: TcfApi }
  __tcfapi?.('addEventListener', 2, ({ eventStatus, gdprApplies, purpose }, ok) => {
    const isChoice = eventStatus === 'tcloaded' || eventStatus === 'useractioncomplete'
    if (!ok || !isChoice || gdprApplies === false) return
    const consented = (ids: readonly number[]): boolean => ids.every((id) => purpose?.consents?.[id])
    tell({
      analytics: asConsent(consented(PURPOSES.analytics)),
      personalization: asConsent(consented(PURPOSES.personalization)),
      advertising: asConsent(consented(PURPOSES.advertising)),
    })
  })
}
