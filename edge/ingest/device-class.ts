export type DeviceClass = 'mobile' | 'tablet' | 'desktop' | 'unknown'

/** The class of device that a user agent names. */
export function deviceClass(userAgent: string): DeviceClass {
  if (userAgent === '') return 'unknown'
  if (/iPad|Tablet|Android(?!.*Mobile)|Silk|Kindle/i.test(userAgent)) return 'tablet'
  if (/Mobi|iPhone|iPod|Android/i.test(userAgent)) return 'mobile'
  return /Mozilla\//.test(userAgent) ? 'desktop' : 'unknown'
}
