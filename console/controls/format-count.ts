const whole = new Intl.NumberFormat('en')
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

/** A number of things: `1,930`. */
export const formatCount = (count: number): string => whole.format(count)

/** A part of a whole: `21.3%`; `–` where there is no whole. */
export const formatShare = (part: number, all: number): string => (all === 0 ? '–' : share.format(part / all))
