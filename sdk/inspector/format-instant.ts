const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })

/** An instant as people say it: today's by the clock, others with their day. */
export function formatInstant(instant: number | string): string {
  const date = new Date(instant)
  const isToday = date.toDateString() === new Date().toDateString()
  return isToday ? time.format(date) : `${day.format(date)}, ${time.format(date)}`
}
