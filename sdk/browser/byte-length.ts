/** How many bytes a text is on its way. */
export function byteLength(text: string): number {
  return new Blob([text]).size
}
