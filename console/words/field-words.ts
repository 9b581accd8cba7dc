/** What people call a field: `headline_text` → `Headline text`. */
export function fieldWords(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .trim()
  return words === 'cta' ? 'Button' : words.charAt(0).toUpperCase() + words.slice(1)
}
