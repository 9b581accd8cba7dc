const WORDS: Readonly<Record<string, string>> = {
  'site.created': 'Created the site',
  'draft.edited': 'Edited the draft',
  'release.published': 'Published a release',
  'release.rolled-back': 'Rolled back',
  'release.scheduled': 'Scheduled a publish',
  'schedule.cancelled': 'Took a scheduled publish back',
  'schedule.failed': 'A scheduled publish failed',
  'key.created': 'Made a server key',
  'key.rotated': 'Rotated a server key',
  'key.revoked': 'Revoked a server key',
  'member.invited': 'Invited somebody',
  'member.joined': 'Joined by an invitation',
  'member.changed': 'Gave somebody a role',
  'member.removed': 'Took a role away',
  'member.signed-out': 'Ended sessions',
  'profile.erased': 'Erased a profile',
}

/** What an entry of the audit says was done, in words. */
export const describeAction = (action: string): string => WORDS[action] ?? action
