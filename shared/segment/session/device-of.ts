import type { ProfileEvent } from '../../event/profile-event.ts'
import { compilePath } from '../where/path.ts'

const readDeviceId = compilePath('context.device.id')

/**
 * The device that an event came from: `context.device.id` where it says so, else its channel. Null: from none, so that it
 * neither starts nor joins a session. Whatever a server sends is of that kind.
 */
export function deviceOf(event: ProfileEvent): string | null {
  const { channel } = event
  if (channel === 'server') return null
  const id = readDeviceId(event)
  if (typeof id === 'string' && id !== '') return `device ${id}`
  return channel === undefined ? null : `channel ${channel}`
}
