/**
 * The network that a request comes from: an IPv4 address without its last part (/24), an IPv6 address with its first
 * three (/48). Whom it stands for is a neighbourhood, not a person. Null where the request does not say.
 */
export function addressPrefix(request: Request): string | null {
  const address = request.headers.get('cf-connecting-ip')?.trim().toLowerCase() ?? ''
  const ipv4 = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)
  if (ipv4) return `${ipv4[1]!}.0/24`
  if (!/^[0-9a-f:]+$/.test(address) || !address.includes(':')) return null
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0')
  const groups = [...before, ...gap, ...after].slice(0, 3)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/48`
}
