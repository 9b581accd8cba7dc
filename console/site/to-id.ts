/** An id that a name suggests: lower-case letters, digits and dashes. `Schöne Schuhe` → `schone-schuhe`. */
export function toId(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63)
}
