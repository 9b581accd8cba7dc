const MAX_LENGTH = 63

/**
 * A foreign name or key as a segment's id: lower-case letters, digits and dashes.
 *
 * @example
 * ```ts
 * segmentId('grp_VIP Customers') // 'grp-vip-customers'
 * ```
 */
export function segmentId(name: string): string {
  const id = name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+/g, '')
    .slice(0, MAX_LENGTH)
    .replaceAll(/-+$/g, '')
  return id === '' ? 'imported' : id
}
